import { PRIMARY, trailerNumber, variantIds } from "../../api/trailers";
import { useShortcuts } from "../../ui/shortcuts";
import { useJobView } from "./JobContext";

/** 1 to 9 play a variant, 0 the primary trailer. */
export function useTrailerKeys(): void {
  const { job, stage } = useJobView();
  const deeds: Record<string, () => void> = { "0": () => stage.play(PRIMARY) };
  for (const id of variantIds(job)) deeds[String(trailerNumber(id))] = () => stage.play(id);
  useShortcuts(deeds);
}
