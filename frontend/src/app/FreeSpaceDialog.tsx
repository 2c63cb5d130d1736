import { useState } from "react";

import { clearSpace } from "../api/jobs";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { count, fileSize } from "../ui/format";
import { announcer } from "../ui/announcer";

type State = { step: "asked" | "clearing" | "failed" } | { step: "cleared"; files: number; bytes: number };

function words(state: State): { title: string; text: string } {
  if (state.step === "cleared") {
    const size = fileSize(state.bytes);
    const what =
      state.files === 0 ? "There was nothing to remove." : `${count(state.files, "file")}${size ? `, ${size}` : ""}.`;
    return { title: "Space was freed", text: `${what} Trailers and jobs were not touched.` };
  }
  if (state.step === "failed") {
    return { title: "No space was freed", text: "The server did not do it. Try again in a moment." };
  }
  return {
    title: "Free up space?",
    text: "Sent films that no waiting or running job needs are removed from the server, with scratch files. Trailers and jobs stay; a finished film can no longer be previewed.",
  };
}

export function FreeSpaceDialog({ onClose }: { onClose: () => void }) {
  const [state, setState] = useState<State>({ step: "asked" });
  const { title, text } = words(state);

  async function free(): Promise<void> {
    setState({ step: "clearing" });
    try {
      const { removedFiles, freedBytes } = await clearSpace();
      setState({ step: "cleared", files: removedFiles, bytes: freedBytes });
      announcer.say("Space was freed");
    } catch {
      setState({ step: "failed" });
      announcer.alarm("No space was freed");
    }
  }

  return (
    <Dialog
      title={title}
      safe="Close"
      onClose={onClose}
      actions={
        state.step === "cleared" ? null : (
          <Button $kind="primary" disabled={state.step === "clearing"} onClick={() => void free()}>
            {state.step === "clearing" ? "Freeing" : "Free up space"}
          </Button>
        )
      }
    >
      <p>{text}</p>
    </Dialog>
  );
}
