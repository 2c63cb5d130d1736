import type { ReactNode } from "react";

import { Banner } from "./Banner";
import { Button } from "./Button";
import type { IconName } from "./Icon";

interface Props {
  title: string;
  icon: IconName;
  onRetry: () => void;
  children: ReactNode;
}

/** Something did not come; it can be asked for again, and nothing is lost. */
export function RetryBanner({ title, icon, onRetry, children }: Props) {
  return (
    <Banner
      tone="warn"
      icon={icon}
      title={title}
      actions={
        <Button $size="small" onClick={onRetry}>
          Try again
        </Button>
      }
    >
      {children}
    </Banner>
  );
}
