import { useCallback, useEffect, useRef, useState } from "react";

import { BUILT_IN, BUILT_IN_CAPABILITIES, fetchCapabilities, fetchOptions, fetchProfiles } from "../../api/catalogue";
import type { Capabilities, Options, Profile } from "../../api/types";
import { useConnection } from "../../ui/useConnection";

export interface Catalogue {
  profiles: Profile[];
  options: Options;
  capabilities: Capabilities;
  /** The service did not send its own profiles. */
  builtIn: boolean;
}

function some<Item>(wanted: Item[] | undefined, fallback: Item[]): Item[] {
  return wanted?.length ? wanted : fallback;
}

function completed(found: Partial<Options> | undefined, fallback: Options): Options {
  return {
    languages: some(found?.languages, fallback.languages),
    durations: some(found?.durations, fallback.durations),
    outputFormats: some(found?.outputFormats, fallback.outputFormats),
    subtitleLanguages: some(found?.subtitleLanguages, fallback.subtitleLanguages),
  };
}

/** Everything there is to choose from; what does not come is replaced by what is built in. */
export async function loadCatalogue(signal: AbortSignal): Promise<Catalogue> {
  const [profiles, options, capabilities] = await Promise.allSettled([
    fetchProfiles(signal),
    fetchOptions(signal),
    fetchCapabilities(signal),
  ]);
  const sent = profiles.status === "fulfilled" && profiles.value.profiles.length > 0 ? profiles.value : null;
  const defaults = completed(sent?.defaults, BUILT_IN.defaults);
  return {
    profiles: sent?.profiles ?? BUILT_IN.profiles,
    options: options.status === "fulfilled" ? completed(options.value, defaults) : defaults,
    capabilities: capabilities.status === "fulfilled" ? capabilities.value : BUILT_IN_CAPABILITIES,
    builtIn: sent === null,
  };
}

/** null until the first answers, or silences, are in. */
export function useCatalogue(): { catalogue: Catalogue | null; retry: () => void } {
  const [catalogue, setCatalogue] = useState<Catalogue | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    const ending = new AbortController();
    void loadCatalogue(ending.signal).then((found) => {
      if (!ending.signal.aborted) setCatalogue(found);
    });
    return () => ending.abort();
  }, [round]);
  // What the service could not send while it was away, it is asked for once it is back.
  const { state } = useConnection();
  const wasDown = useRef(false);
  useEffect(() => {
    if (state === "up" && wasDown.current) setRound((before) => before + 1);
    wasDown.current = state === "down";
  }, [state]);
  const retry = useCallback(() => setRound((before) => before + 1), []);
  return { catalogue, retry };
}
