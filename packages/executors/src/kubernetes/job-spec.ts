import type { EngineJob, JobResources } from "@diapason/core"
import { labelValue } from "./label-value.ts"
import { mergePatch, type Json } from "./merge-patch.ts"
import { ownLabel, trialContainer } from "./objects.ts"
import type { KubernetesOptions } from "./options.ts"

/**
 * The batch/v1 Job of one attempt. Kubernetes does not try again (`backoffLimit: 0`, and a pod that is disrupted fails its job): the next
 * attempt is Diapason's, which knows the checkpoint to go on from. All processes of a pod share their ids, so that the trial is not the
 * process 1, which heeds SIGTERM only where it says so.
 */
export function jobSpec(job: EngineJob, options: KubernetesOptions): object {
  const { study, trial, attempt } = job.labels
  const labels = {
    ...ownLabel,
    "diapason/study": labelValue(study),
    "diapason/trial": String(trial),
    "diapason/attempt": String(attempt),
  }
  const made = {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: job.name, labels, annotations: { "diapason/study": study } },
    spec: {
      backoffLimit: 0,
      ttlSecondsAfterFinished: options.keep ?? 86_400,
      podFailurePolicy: { rules: [{ action: "FailJob", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] }] },
      template: { metadata: { labels }, spec: podSpec(job, options) },
    },
  }
  return mergePatch(made, (options.template ?? {}) as Json) as object
}

function podSpec({ command, env, cwd, resources }: EngineJob, options: KubernetesOptions): object {
  const { image, imagePullPolicy, serviceAccount, nodeSelector, tolerations, volumes, volumeMounts, gracePeriod = 30 } = options
  return {
    restartPolicy: "Never",
    shareProcessNamespace: true,
    terminationGracePeriodSeconds: gracePeriod,
    // From when the pod has its node: what a job waits in the queue is no time of the trial's.
    ...(resources.time !== undefined && { activeDeadlineSeconds: Math.max(1, Math.ceil(resources.time / 1000)) }),
    ...(serviceAccount === undefined ? { automountServiceAccountToken: false } : { serviceAccountName: serviceAccount }),
    ...(nodeSelector !== undefined && { nodeSelector }),
    ...(tolerations !== undefined && { tolerations }),
    ...(volumes !== undefined && { volumes }),
    containers: [
      {
        name: trialContainer,
        image,
        ...(imagePullPolicy !== undefined && { imagePullPolicy }),
        command: command.map(literal),
        env: Object.entries(env).map(([name, value]) => ({ name, value: literal(value) })),
        ...(cwd !== undefined && { workingDir: cwd }),
        ...resourcesOf(resources, options.gpuResource),
        ...(volumeMounts !== undefined && { volumeMounts }),
      },
    ],
  }
}

/** Kubernetes puts variables into `$(NAME)`, and takes `$$` for a dollar. */
const literal = (text: string): string => text.replaceAll("$", "$$$$")

function resourcesOf({ cpus, gpus, memory }: JobResources, gpuResource = "nvidia.com/gpu"): object {
  const asked = {
    ...(cpus !== undefined && { cpu: `${Math.ceil(cpus * 1000)}m` }),
    ...(memory !== undefined && { memory: String(Math.ceil(memory)) }),
    ...(gpus !== undefined && gpus > 0 && { [gpuResource]: String(Math.ceil(gpus)) }),
  }
  return Object.keys(asked).length === 0 ? {} : { resources: { requests: asked, limits: asked } }
}
