import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";

export function LeaveDialog({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  return (
    <Dialog
      title="The film is still being sent"
      safe="Stay"
      onClose={onStay}
      actions={
        <Button $kind="danger" onClick={onLeave}>
          Leave
        </Button>
      }
    >
      <p>If you leave, sending stops and nothing is kept.</p>
    </Dialog>
  );
}
