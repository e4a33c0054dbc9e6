import type { Verb } from "../verb.ts"
import { best } from "./best.ts"
import { explain } from "./explain.ts"
import { gc } from "./gc.ts"
import { probe } from "./probe.ts"
import { replay } from "./replay.ts"
import { show } from "./show.ts"
import { status } from "./status.ts"
import { stdio } from "./stdio.ts"
import { trials } from "./trials.ts"
import { tune } from "./tune.ts"

/** Every verb, in the order in which help lists them. */
export const verbs: readonly Verb[] = [tune, probe, status, best, trials, show, explain, replay, gc, stdio]
