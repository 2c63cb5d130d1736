/** What stopped a film, in the words of the page: what happened, then what to do next. */

import type { Trouble } from "../../api/problems";
import type { IconName } from "../../ui/Icon";
import { lengthText } from "./checkFilm";

export interface TroubleText {
  title: string;
  text: string;
  tone: "bad" | "warn";
  icon: IconName;
  action: "film" | "jobs" | "again" | "none";
  /** The service's own sentence is worth reading below ours. */
  quoted: boolean;
}

type Known = Omit<TroubleText, "quoted" | "tone" | "icon"> & Partial<TroubleText>;

const UNREADABLE: Known = {
  title: "We could not read this film",
  text: "The file may be damaged, or in a format without a picture. Play it in another program; if it plays there, export it as MP4.",
  action: "film",
};

const ENDS_EARLY: Known = {
  title: "The film ends too early",
  text: "The copy is probably incomplete. Copy the file again and start over.",
  action: "film",
  quoted: true,
};

const KNOWN: Record<string, Known> = {
  unreadable_footage: UNREADABLE,
  corrupt_media: ENDS_EARLY,
  unsupported_container: {
    title: "We do not read this kind of file",
    text: "Its content is in a format of another kind than its name says. Export it as MP4.",
    action: "film",
    quoted: true,
  },
  no_video_stream: {
    title: "There is no picture in this file",
    text: "It holds sound only. Choose a file with video.",
    action: "film",
  },
  footage_too_short: {
    title: "This film is too short for a trailer",
    text: "Choose a longer film.",
    action: "film",
    quoted: true,
  },
  picture_too_large: {
    title: "The picture is too large",
    text: "Export a smaller copy, for example 1080p H.264.",
    action: "film",
    quoted: true,
  },
  picture_too_small: {
    title: "The picture is too small",
    text: "Choose a film with a larger picture.",
    action: "film",
    quoted: true,
  },
  frame_rate_too_high: {
    title: "The frame rate is too high",
    text: "Export a copy at 60 frames a second or less.",
    action: "film",
    quoted: true,
  },
  file_too_large: {
    title: "This film is too large",
    text: "Export a smaller copy, for example 1080p H.264.",
    action: "film",
    quoted: true,
  },
  invalid_file_type: {
    title: "This file is not a film we can read",
    text: "It was not sent. Choose an MP4, MOV, MKV, AVI or WebM file.",
    action: "film",
  },
  incomplete_upload: {
    title: "Not all of the film arrived",
    text: "The connection may have broken. The film stays chosen: send it again.",
    action: "again",
  },
  no_room: {
    title: "The disk of the service is almost full",
    text: "Delete old jobs to make room, then press Make trailers again.",
    tone: "warn",
    icon: "disk",
    action: "jobs",
  },
  ffmpeg_missing: {
    title: "The service is not complete",
    text: "It cannot make films at the moment. Give your administrator the sentence below.",
    action: "again",
    quoted: true,
  },
  unknown_profile: {
    title: "The service no longer has this profile",
    text: "Choose another one above, then press Make trailers again.",
    action: "none",
    quoted: true,
  },
  invalid_field: {
    title: "The service does not take one of the options",
    text: "Change it above, then press Make trailers again.",
    action: "none",
    quoted: true,
  },
};

const OURS: Known = {
  title: "The service could not take the film. Your film is fine",
  text: "The fault is on our side. Try again; if it fails twice, give your administrator the sentence below.",
  action: "again",
  quoted: true,
};

const REFUSED: Known = {
  title: "The service refused the film",
  text: "The sentence below says why. Change it, then press Make trailers again.",
  action: "none",
  quoted: true,
};

function tooLong(maxSeconds: number | null): Known {
  const limit = lengthText(maxSeconds);
  return {
    title: limit ? `This film is longer than ${limit}` : "This film is too long",
    text: "Cut it, or ask your administrator to raise the limit.",
    action: "film",
  };
}

/** `maxSeconds`: the longest film that the service takes, where it is known. */
export function troubleText(
  { status, code }: Pick<Trouble, "status" | "code">,
  maxSeconds: number | null,
): TroubleText {
  const found = code === "footage_too_long" ? tooLong(maxSeconds) : KNOWN[code];
  const ours = status === null || status >= 500;
  return { tone: "bad", icon: "warning", quoted: false, ...(found ?? (ours ? OURS : REFUSED)) };
}
