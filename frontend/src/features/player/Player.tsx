import { apiUrl } from "../../api/base";
import { captionFiles, trailerFile, trailerName } from "../../api/trailers";
import type { TrailerId } from "../../api/types";
import { useJobView } from "../jobs/JobContext";

/** The player of one trailer of the job around; a poster area until its file stands in the deliverables. */
export function Player({ trailer }: { trailer: TrailerId }) {
  const { job } = useJobView();
  const file = trailerFile(job, trailer);
  if (!file?.url) return null;
  return (
    // eslint-disable-next-line jsx-a11y/media-has-caption -- the tracks are those that the service made
    <video controls preload="none" src={apiUrl(file.url)} aria-label={trailerName(job, trailer)}>
      {captionFiles(job, trailer).map(({ language, file: captions }) =>
        captions.url ? <track key={language} kind="captions" srcLang={language} src={apiUrl(captions.url)} /> : null,
      )}
    </video>
  );
}
