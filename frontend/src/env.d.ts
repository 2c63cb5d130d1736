import "react";

declare global {
  interface ImportMetaEnv {
    /** Address of the service, or a path such as `/api/trailer`. */
    readonly REACT_APP_TRAILER_API_BASE?: string;
    /** Milliseconds after which a request is given up. */
    readonly REACT_APP_TRAILER_TIMEOUT_MS?: string;
  }
}

declare module "react" {
  interface AriaAttributes {
    /** Shown, but neither reached nor read; React 18 does not know it and passes it on. */
    inert?: "" | undefined;
  }
}
