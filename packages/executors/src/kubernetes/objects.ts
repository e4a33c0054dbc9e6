/** What is read of the objects of the API: batch/v1 Job, v1 Pod, v1 Event and v1 Status, no more of them than that. */
export interface Meta {
  readonly name: string
  readonly resourceVersion?: string
  readonly deletionTimestamp?: string
  readonly deletionGracePeriodSeconds?: number
  readonly labels?: Readonly<Record<string, string>>
}

export interface Condition {
  readonly type: string
  readonly status: string
  readonly reason?: string
  readonly message?: string
}

export interface KubeJob {
  readonly metadata: Meta
  readonly status?: { readonly conditions?: readonly Condition[] }
}

export interface KubePod {
  readonly metadata: Meta
  readonly spec?: { readonly nodeName?: string }
  readonly status?: {
    readonly phase?: string
    readonly reason?: string
    readonly message?: string
    readonly conditions?: readonly Condition[]
    readonly initContainerStatuses?: readonly ContainerStatus[]
    readonly containerStatuses?: readonly ContainerStatus[]
  }
}

export interface ContainerStatus {
  readonly name: string
  readonly state?: {
    readonly waiting?: { readonly reason?: string; readonly message?: string }
    readonly running?: object
    readonly terminated?: Terminated
  }
}

export interface Terminated {
  readonly exitCode: number
  readonly signal?: number
  readonly reason?: string
  readonly message?: string
}

/** How the API says no: v1 Status. */
export interface Status {
  readonly kind: "Status"
  readonly message?: string
  readonly reason?: string
  readonly code?: number
  readonly details?: {
    readonly kind?: string
    readonly group?: string
    readonly name?: string
    readonly causes?: readonly { readonly field?: string; readonly message?: string; readonly reason?: string }[]
  }
}

/** The container that runs the trial; a template may bring others. */
export const trialContainer = "trial"

/** The label by which all jobs of Diapason in a namespace, and their pods, are found. */
export const ownLabel = { "app.kubernetes.io/managed-by": "diapason" } as const
