import { apiUrl } from "../../api/base";
import { trailerFile, trailerName } from "../../api/trailers";
import type { TrailerId } from "../../api/types";
import { Card } from "../../ui/layout";
import { Tag } from "../../ui/Tag";
import { useJobView } from "../jobs/JobContext";
import { Player } from "./Player";

/** One variant of the job around: waiting, rendering, ready or failed, by what the job says of it. */
export function VariantCard({ id }: { id: TrailerId }) {
  const { job } = useJobView();
  const file = trailerFile(job, id);
  return (
    <Card as="article">
      <Player trailer={id} />
      <h3>
        <Tag id={id} /> {trailerName(job, id)}
      </h3>
      <p>{file?.description}</p>
      {file?.downloadUrl ? <a href={apiUrl(file.downloadUrl, { download: true })}>Download</a> : null}
    </Card>
  );
}
