/** D44 to D46: engines that run attempts as jobs: Slurm, Ray, Kubernetes. */
export const engineFaults = {
  /** `why` names what was seen: refused, timed out, an answer that no Kubernetes gives. */
  D445: (f: { server: string; why: string }) => ({
    what: `Kubernetes at ${f.server} does not answer as it should: ${f.why}`,
    why: "Jobs can neither be made nor looked at there.",
    mend: "kubectl get --raw /readyz with the same kubeconfig and context tells whether it is there; then look at address, network and certificate",
    kept: "Jobs go on in the cluster, and it is asked again.",
  }),
  /** `user`: as the cluster names who asked; `resource` with its group: `jobs.batch`. */
  D446: (f: { user: string; verb: string; resource: string; namespace: string }) => ({
    what: `Kubernetes does not let ${f.user} ${f.verb} ${f.resource} in the namespace ${f.namespace}`,
    why: "Trials are jobs there: they have to be made, watched, read and ended.",
    mend: `kubectl apply -n ${f.namespace} -f examples/kubernetes/rbac.yaml gives just the rights that are needed; kubectl auth can-i ${f.verb} ${f.resource} -n ${f.namespace} tells whether they are there`,
    kept: "Nothing that was recorded is lost; what was handed in goes on, and the rest follows once the right is there.",
  }),
  D447: (f: { server: string; source: string; why: string }) => ({
    what: `Kubernetes at ${f.server} does not accept the credentials from ${f.source}: ${f.why}`,
    why: "A token or certificate that ran out, or belongs to another cluster, opens nothing.",
    mend: "sign in again as you do for kubectl; the kubeconfig is read anew at the next try",
    kept: "Jobs go on in the cluster, and are followed once it lets us in.",
  }),
  D448: (f: { source: string; problem: string; mend: string }) => ({
    what: `${f.source} does not say how to reach Kubernetes: ${f.problem}`,
    why: "It is to name a cluster, who asks, and both together in a context.",
    mend: f.mend,
    kept: "Nothing was handed in.",
  }),
  D449: (f: { setting: string; problem: string; mend: string }) => ({
    what: `The setting ${f.setting} for Kubernetes cannot be used: ${f.problem}`,
    why: "Every job would be refused, one after another.",
    mend: f.mend,
    kept: "Nothing was handed in.",
  }),
  /** `why` in the engine's own words. */
  D466: (f: { trial: number; engine: string; why: string }) => ({
    what: `Trial ${f.trial} waits in ${f.engine}: ${f.why}`,
    why: "The engine decides when and where its job starts; the study goes on with what runs.",
    mend: "ask for less with resources:, or look at the queue with the engine's own tools",
    kept: "It starts by itself as soon as the engine lets it.",
  }),
  D467: (f: { trials: readonly number[]; engine: string }) => ({
    what: `${f.trials.length === 1 ? `Trial ${f.trials[0]} runs` : `Trials ${f.trials.join(", ")} run`} on in ${f.engine}, and no process follows ${f.trials.length === 1 ? "it" : "them"}.`,
    why: "Their conductor ended; a process that does not use that engine cannot see what it runs, and leaves it alone.",
    mend: "run diapason tune with the same executor: it follows them on; or end them with diapason stop --trial N",
    kept: "They go on, and what they print is read from its beginning.",
  }),
  D468: (f: { engine: string; why: string }) => ({
    what: `${f.engine} could not be asked: ${f.why}`,
    why: "Nothing can be handed in, and nobody knows how the jobs are, until it answers.",
    mend: "see whether its own tools answer from this machine",
    kept: "Jobs go on in the engine, and it is asked again, at most a minute apart.",
  }),
  D469: (f: { trial: number; why: string }) => ({
    what: `The last of what trial ${f.trial} printed could not be read: ${f.why}`,
    why: "Its job has ended, and the engine does not give its output.",
    mend: "see whether the engine keeps the output of jobs that have ended",
    kept: "What was read before, and its exit code, decide what became of it.",
  }),
}
