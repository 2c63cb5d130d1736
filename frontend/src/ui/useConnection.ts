import { useSyncExternalStore } from "react";

import { type Connection, connection } from "../api/connection";

export function useConnection(): Connection {
  return useSyncExternalStore(connection.subscribe, connection.now);
}
