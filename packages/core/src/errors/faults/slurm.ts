/** D44: Slurm as an engine. */
export const slurmFaults = {
  D440: (f: { tool: string }) => ({
    what: `Slurm cannot be asked: \`${f.tool}\` is not in PATH here.`,
    why: "Jobs are handed in, looked at and ended by Slurm's own tools, which a login node of the cluster has.",
    mend: "run this on a login node, load the module that has Slurm's tools, or use executor: local",
    kept: "Nothing was handed in, and the study is as it was.",
  }),
  D441: (f: { tool: string; detail: string }) => ({
    what: `Slurm does not answer ${f.tool}: ${f.detail}`,
    why: "Its controller is down, busy or out of reach. Jobs that run go on meanwhile.",
    mend: "wait, it is asked again at longer and longer intervals; scontrol ping tells how the controller is",
    kept: "Jobs go on, and what they print is read later.",
  }),
  D442: (f: { tool: string; detail: string }) => ({
    what: `Slurm's ${f.tool} answered something unexpected: ${f.detail}`,
    why: "What became of the request is not known, so nothing is decided, and it is asked again.",
    mend: `run ${f.tool} by hand in the same shell and see what it says`,
    kept: "Jobs go on, and what they print is read later.",
  }),
}
