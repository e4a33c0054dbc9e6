import { gaussianProcess } from "./gaussian-process.mjs"
import { killed } from "./killed.mjs"
import { reports } from "./reports.mjs"

/** What the trial protocol over HTTP costs: a real server, real loopback, real SQLite, clients in another process. */
export const server = {
  problem: { clients: 64, seconds: 5, metrics: 2 },
  parts: {
    reports: { about: "64 clients that keep reporting: reports a second of one core, and how long an answer takes", run: reports },
    gp: { about: "how long an answer takes while a Gaussian process is fitted for somebody's ask", run: gaussianProcess },
    killed: { about: "SIGKILL in the middle: every acknowledged report is in the log", run: killed },
  },
}
