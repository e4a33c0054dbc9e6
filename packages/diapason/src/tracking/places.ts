import { trackerKinds, type TrackerKind, type TrackerPlace } from "@diapason/trackers"
import type { Track } from "./track-form.ts"

/** A tracker that was asked for, and its place. */
interface Placed extends TrackerPlace {
  readonly kind: TrackerKind
}

/** The trackers that `track:` asks for. A server of MLflow is also taken from its own variable, where `mlflow` is named without a place. */
export const placesOf = (track: Track, env: TrackerPlace["env"]): readonly Placed[] =>
  trackerKinds.flatMap((kind) => {
    const wish = track[kind.name]
    if (wish === undefined) return []
    const { to, ...settings } = typeof wish === "string" ? { to: wish } : wish
    return [{ kind, to, settings, env }]
  })
