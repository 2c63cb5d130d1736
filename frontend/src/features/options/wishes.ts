/** What is asked of the service: choices made so far, completed by what the service proposes. */

import type { Wishes } from "../../api/generate";
import type { JobInput, Mode } from "../../api/types";
import { languageName } from "../../ui/format";
import type { Catalogue } from "../profiles/useCatalogue";

const USUAL_SECONDS = 60;
const USUAL_LANGUAGE = "en";

function allowed<Value>(wanted: Value | undefined, choices: readonly Value[], usual: Value): Value {
  if (wanted !== undefined && choices.includes(wanted)) return wanted;
  return choices.includes(usual) ? usual : (choices[0] ?? usual);
}

/** 60 s where the service offers it, else the longest below, else the shortest there is. */
function usualDuration(durations: readonly number[]): number {
  const below = durations.filter((seconds) => seconds <= USUAL_SECONDS);
  return below.length ? Math.max(...below) : Math.min(...durations);
}

/** This machine where it can, else what the service would take. */
export function usualMode(modes: readonly Mode[], proposed: Mode): Mode | null {
  if (modes.includes("local")) return "local";
  return modes.includes(proposed) ? proposed : (modes[0] ?? null);
}

export function completedWishes(chosen: Partial<Wishes>, { profiles, options, capabilities }: Catalogue): Wishes {
  const ids = profiles.map(({ id }) => id);
  const language = allowed(chosen.language, options.languages, USUAL_LANGUAGE);
  const usual = usualMode(capabilities.modes, capabilities.defaultMode);
  return {
    profileId: allowed(chosen.profileId, ids, ids[0] ?? ""),
    duration: allowed(chosen.duration, options.durations, usualDuration(options.durations)),
    language,
    captionLanguage: allowed(chosen.captionLanguage, options.subtitleLanguages, language),
    format: allowed(chosen.format, options.outputFormats, "mp4"),
    captions: chosen.captions ?? true,
    storyboard: chosen.storyboard ?? true,
    mode: chosen.mode && capabilities.modes.includes(chosen.mode) ? chosen.mode : usual,
  };
}

/** The wishes that led to a job. */
export function wishesOf(input: JobInput, mode: string): Partial<Wishes> {
  return {
    profileId: input.profile.id,
    duration: input.maxDurationSeconds,
    language: input.targetLanguage,
    captionLanguage: input.subtitleLanguage,
    format: input.outputFormat,
    captions: input.includeCaptions,
    storyboard: input.includeStoryboard,
    mode: mode === "mock" || mode === "local" || mode === "aws" ? mode : null,
  };
}

/** `Family Viewer · up to 60 s · English · MP4 with captions and storyboard`. */
export function wishesText(wishes: Wishes, profile: string): string {
  const extras = [wishes.captions ? "captions" : null, wishes.storyboard ? "storyboard" : null].filter(Boolean);
  const files = `${wishes.format.toUpperCase()}${extras.length ? ` with ${extras.join(" and ")}` : ""}`;
  return [profile, `up to ${wishes.duration} s`, languageName(wishes.language), files].filter(Boolean).join(" · ");
}
