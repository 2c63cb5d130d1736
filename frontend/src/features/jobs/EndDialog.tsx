import { useState } from "react";

import { endJob } from "../../api/jobs";
import { troubleOf } from "../../api/problems";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Icon } from "../../ui/Icon";

interface Props {
  job: { jobId: string; name: string; completed: boolean };
  /** A running job is cancelled, an ended one deleted. */
  deed: "cancel" | "delete";
  onClose: () => void;
  onDone: () => void;
}

const WORDS = {
  cancel: { title: "Cancel this job?", keep: "Keep running", go: "Cancel job", going: "Cancelling" },
  delete: { title: "Delete this job?", keep: "Keep", go: "Delete job", going: "Deleting" },
} as const;

/** Asks before a job is cancelled or deleted, and does it. */
export function EndDialog({ job, deed, onClose, onDone }: Props) {
  const [state, setState] = useState<"asked" | "going" | "failed">("asked");
  const words = WORDS[deed];

  async function end(): Promise<void> {
    setState("going");
    try {
      await endJob(job.jobId);
      onDone();
    } catch (error) {
      // Gone already is what was wanted.
      if (troubleOf(error).status === 404) onDone();
      else setState("failed");
    }
  }

  return (
    <Dialog
      title={words.title}
      safe={words.keep}
      onClose={onClose}
      actions={
        <Button $kind="danger" disabled={state === "going"} onClick={() => void end()}>
          <Icon name={deed === "delete" ? "trash" : "cross"} /> {state === "going" ? words.going : words.go}
        </Button>
      }
    >
      {deed === "cancel" ? (
        <p>Rendering stops at once. The job stays in the list as cancelled.</p>
      ) : (
        <p>
          {job.completed ? "The five trailers, captions and the storyboard of" : "What was made of"}{" "}
          <b>
            <bdi>{job.name}</bdi>
          </b>{" "}
          {job.completed ? "go" : "goes"} too. This cannot be undone.
        </p>
      )}
      {state === "failed" ? <p role="alert">The server did not do it. Try again in a moment.</p> : null}
    </Dialog>
  );
}
