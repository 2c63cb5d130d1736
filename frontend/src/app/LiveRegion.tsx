import { useSyncExternalStore } from "react";

import { Unseen } from "../ui/layout";
import { announcer } from "../ui/announcer";

export function LiveRegion() {
  const { polite, urgent } = useSyncExternalStore(announcer.subscribe, announcer.now);
  return (
    <>
      <Unseen role="status">{polite}</Unseen>
      <Unseen role="alert">{urgent}</Unseen>
    </>
  );
}
