import { liveView } from "./live-view.mjs"
import { startUp } from "./start-up.mjs"

/** What a person at a terminal waits for, and what the view costs that they look at. */
export const terminal = {
  problem: { command: "a script that prints one value", slots: 1 },
  parts: {
    "start-up": { about: "help, and from the command to the first report of the first trial", run: startUp },
    "live-view": { about: "what it costs to watch 64 running trials", run: liveView },
  },
}
