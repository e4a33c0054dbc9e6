/** D44 to D46: engines that run attempts as jobs: Slurm, Ray, Kubernetes. */
export const engineFaults = {
  /** `why` in the engine's own words. */
  D466: (f: { trial: number; engine: string; why: string }) => ({
    what: `Trial ${f.trial} waits in ${f.engine}: ${f.why}`,
    why: "The engine decides when and where its job starts; the study goes on with what runs.",
    mend: "ask for less with resources:, or look at the queue with the engine's own tools",
    kept: "It starts by itself as soon as the engine lets it.",
  }),
  D468: (f: { engine: string; why: string }) => ({
    what: `${f.engine} could not be asked: ${f.why}`,
    why: "Nothing can be handed in, and nobody knows how the jobs are, until it answers.",
    mend: "see whether its own tools answer from this machine",
    kept: "Jobs go on in the engine, and it is asked again, at most a minute apart.",
  }),
}
