import { readTrack } from "../../tracking/read-track.ts"
import type { Track } from "../../tracking/track-form.ts"
import type { Flag } from "../verb.ts"

/** Where a study is shown elsewhere. */
export const trackFlags = {
  track: {
    spec: "--track <kind=place>",
    does: "show the study elsewhere too, as it goes: mlflow=URL, tensorboard=FOLDER (repeatable)",
    read: (text, before) => readTrack("--track", text, before),
  } as Flag<Track>,
  trackTo: {
    spec: "--to <kind=place>",
    does: "where to send it, in place of what the configuration says: mlflow=URL, tensorboard=FOLDER (repeatable)",
    read: (text, before) => readTrack("--to", text, before),
  } as Flag<Track>,
}
