/** How trials are jobs of Kubernetes. */
export interface KubernetesOptions {
  /** The image that has the training script and what it needs. */
  readonly image: string
  /** Where it is said how the cluster is reached; else `KUBECONFIG`, the service account of the pod this runs in, or `~/.kube/config`. */
  readonly kubeconfig?: string
  /** A context of that file; its current one by default. */
  readonly context?: string
  /** The namespace of the jobs; that of the context by default. */
  readonly namespace?: string
  /** The service account of the jobs' pods; trials need no rights, so the namespace's default one does. */
  readonly serviceAccount?: string
  readonly nodeSelector?: Readonly<Record<string, string>>
  readonly tolerations?: readonly object[]
  /** Volumes of the pod, as Kubernetes writes them, and where the trial sees them. */
  readonly volumes?: readonly object[]
  readonly volumeMounts?: readonly object[]
  readonly imagePullPolicy?: "Always" | "IfNotPresent" | "Never"
  /** The resource that GPUs are counted in; `nvidia.com/gpu` by default. */
  readonly gpuResource?: string
  /** Seconds from SIGTERM to SIGKILL that a pod is granted at most; 30 by default, as in Kubernetes. */
  readonly gracePeriod?: number
  /** Seconds after its end in which a job is kept; a day by default. Whoever follows a dead conductor finds it so long. */
  readonly keep?: number
  /**
   * Milliseconds after which a job is given up that cannot start as the cluster is: it fits on no node, its image cannot be fetched, a volume
   * is not there. 600 000 by default, as somebody or something may bring what is missing; `Infinity` waits for ever.
   */
  readonly patience?: number
  /** Laid over the job that is made, as a JSON merge patch (RFC 7396): anything that Kubernetes knows. */
  readonly template?: object
}
