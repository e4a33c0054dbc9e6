/** D45: workers, which run the trials of studies that are kept elsewhere. */
export const workerFaults = {
  /** `seconds`: how long was tried. */
  D450: (f: { server: string; seconds?: number; detail: string }) => ({
    what: `The server ${f.server} ${f.seconds !== undefined ? `has not answered for ${f.seconds} s` : "does not answer"}: ${f.detail}.`,
    why: "A worker is handed its trials by the server, and tells it what came of them.",
    mend: "see that it runs and that this machine reaches it: curl URL/v1/health; then run the same command again",
    kept: "What the server has acknowledged is kept; what was under way here is handed out again.",
  }),
  /** `needs`: the role of who runs trials, or of who creates their study. */
  D451: (f: { server: string; detail: string; needs: "runner" | "owner" }) => ({
    what: `The server ${f.server} does not let ${f.needs === "owner" ? "you create this study" : "this worker in"}: ${f.detail}`,
    why: `Who ${f.needs === "owner" ? "creates" : "runs trials of"} a study needs a token for it with the role ${f.needs}.`,
    mend: `diapason token create --role ${f.needs} --study STUDY, where the server runs; give it as --token or in DIAPASON_TOKEN`,
    kept: f.needs === "owner" ? "Nothing was changed." : "Nothing was changed; what was under way here is handed out again.",
  }),
  D452: (f: { study: string }) => ({
    what: `Nothing says how trials of ${f.study} are run.`,
    why: "Its record has no command: it was created by a program that runs them itself, or by an earlier version.",
    mend: `diapason worker --study ${f.study} … -- COMMAND, or -c FILE with the command`,
    kept: "Nothing was changed.",
  }),
  D453: (f: { study: string; names: readonly string[] }) => ({
    what: `The command of ${f.study} is given ${f.names.join(", ")}, which this machine does not have.`,
    why: "Secrets never enter the record of a study, so each worker brings its own.",
    mend: `set ${f.names.join(", ")} in the environment of the worker, or name a file with them: -c FILE`,
    kept: "Nothing was changed.",
  }),
  D454: (f: { server: string; detail: string }) => ({
    what: `What answers at ${f.server} is not understood: ${f.detail}.`,
    why: "It is no Diapason server, something stands before it, or its version knows other words.",
    mend: "open URL/v1/health in a browser; give the address with whatever a proxy puts before, and the same version on both sides",
    kept: "Nothing was changed.",
  }),
}
