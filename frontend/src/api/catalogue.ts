/** What the service offers to choose from, and what stands in for it while it does not answer. */

import { client } from "./client";
import type { Capabilities, Options, ProfilesAnswer } from "./types";

export const BUILT_IN: ProfilesAnswer = {
  profiles: [
    {
      id: "action_enthusiast",
      label: "Action Enthusiast",
      summary: "High-intensity pacing, heroic set pieces, and adrenaline-fueled score cues.",
      preferences: {
        dominantEmotions: ["Excited", "Tense"],
        foregroundTags: ["Explosion", "Chase", "Hero"],
        audioStyle: "orchestral-hybrid",
      },
    },
    {
      id: "family_viewer",
      label: "Family Viewer",
      summary: "Humor, warmth, ensemble moments, and inclusive storytelling arcs.",
      preferences: {
        dominantEmotions: ["Joy", "Calm"],
        foregroundTags: ["Family", "Friendship", "Heartwarming"],
        audioStyle: "uplifting-pop",
      },
    },
    {
      id: "thriller_buff",
      label: "Thriller Buff",
      summary: "Mystery hooks, dramatic reveals, and escalating tension beats.",
      preferences: {
        dominantEmotions: ["Fear", "Surprise"],
        foregroundTags: ["Mystery", "Plot Twist", "Shadow"],
        audioStyle: "pulse-synth",
      },
    },
    {
      id: "romance_devotee",
      label: "Romance Devotee",
      summary: "Intimate character moments, sweeping vistas, and emotive dialogue.",
      preferences: {
        dominantEmotions: ["Love", "Hope"],
        foregroundTags: ["Couple", "Sunset", "Monologue"],
        audioStyle: "piano-ambient",
      },
    },
  ],
  defaults: {
    languages: ["en", "es", "fr", "hi", "de", "ja"],
    durations: [15, 30, 45, 60, 90],
    outputFormats: ["mp4", "mov"],
    subtitleLanguages: ["en", "es", "fr", "hi", "de", "ja"],
  },
};

export const BUILT_IN_CAPABILITIES: Capabilities = {
  modes: [],
  defaultMode: "mock",
  renditions: [],
  maxUploadBytes: 2_147_483_648,
  minTrailerSeconds: 5,
  maxTrailerSeconds: 90,
  maxVideoSeconds: 7200,
  extensions: ["mp4", "mov", "mkv", "avi", "webm"],
  features: [],
};

export async function fetchProfiles(signal: AbortSignal): Promise<ProfilesAnswer> {
  return (await client.get<ProfilesAnswer>("/profiles", { signal })).data;
}

export async function fetchOptions(signal: AbortSignal): Promise<Options> {
  return (await client.get<Options>("/options", { signal })).data;
}

export async function fetchCapabilities(signal: AbortSignal): Promise<Capabilities> {
  return (await client.get<Capabilities>("/capabilities", { signal })).data;
}
