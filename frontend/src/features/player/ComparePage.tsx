import { useJobView } from "../jobs/JobContext";
import { Player } from "./Player";

/** `/app/jobs/:id/compare?left=0&right=2`, inside the JobContext of that job. */
export function ComparePage() {
  const { compared } = useJobView();
  return compared.map((id) => <Player key={id} trailer={id} />);
}
