import { sceneNumber } from "../../api/trailers";
import { useJobView } from "../jobs/JobContext";

/** The film strip of the job around, and the inspector below it. */
export function FilmStrip() {
  const { job, selectScene } = useJobView();
  return (
    <ol>
      {job.analysis?.scenes.map((scene) => (
        <li key={scene.sceneId}>
          <button type="button" onClick={() => selectScene(scene.sceneId)}>
            Scene {sceneNumber(scene.sceneId)}
          </button>
        </li>
      ))}
    </ol>
  );
}
