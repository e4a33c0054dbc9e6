import { resolve } from "node:path"
import type { EngineJobs } from "@diapason/executors"
import { kubernetes, ray, slurm, type KubernetesOptions, type RayOptions, type SlurmOptions } from "@diapason/executors/engines"
import type { Engine } from "@diapason/core"
import { durationOf } from "../cli/text/duration.ts"
import type { EngineForm } from "./executor-form.ts"

/** An engine, and how trials are its jobs. */
export interface OpenEngine {
  readonly engine: Engine
  readonly jobs: Pick<EngineJobs, "mount" | "uplink" | "every" | "resources">
}

/** The engine that settings name, with the folder of trials `dir`. Nothing is asked of it yet. Throws D44x where the settings cannot be right. */
export function openEngine(form: EngineForm, dir: string, grace: number | undefined): OpenEngine {
  const mount = form.mount ?? (form.type === "slurm" ? resolve(dir) : false)
  return {
    engine: engineOf(form, dir, grace),
    jobs: {
      ...(mount !== false && { mount }),
      ...(form.uplink !== undefined && { uplink: uplinkOf(form.uplink) }),
      ...(form.every !== undefined && { every: durationOf("executor.every", form.every) }),
    },
  }
}

function engineOf(form: EngineForm, dir: string, grace: number | undefined): Engine {
  switch (form.type) {
    case "slurm":
      return slurm(slurmOptions(form, dir))
    case "ray":
      return ray(rayOptions(form, grace))
    case "kubernetes":
      return kubernetes(kubernetesOptions(form, grace))
  }
}

function slurmOptions(
  { gpu_type, at_once, notice, sbatch, partition, account, qos, setup, requeue }: Form<"slurm">,
  dir: string,
): SlurmOptions {
  return defined({
    dir: resolve(dir, "slurm"),
    ...{ partition, account, qos, setup, requeue, gpuType: gpu_type, atOnce: at_once, words: sbatch },
    notice: notice && { signal: notice.signal, before: durationOf("executor.notice.before", notice.before) },
  })
}

const rayOptions = ({ address, token, resources, runtime_env, grows }: Form<"ray">, grace: number | undefined): RayOptions =>
  defined({ address, token, grace, resources, grows, runtimeEnv: runtime_env })

function kubernetesOptions(form: Form<"kubernetes">, grace: number | undefined): KubernetesOptions {
  const { image, kubeconfig, context, namespace, tolerations, volumes, template } = form
  return defined({
    ...{ image, kubeconfig, context, namespace, tolerations, volumes, template },
    serviceAccount: form.service_account,
    nodeSelector: form.node_selector,
    volumeMounts: form.volume_mounts,
    imagePullPolicy: form.image_pull_policy,
    gpuResource: form.gpu_resource,
    gracePeriod: grace === undefined ? undefined : Math.ceil(grace / 1000),
    keep: form.keep === undefined ? undefined : durationOf("executor.keep", form.keep) / 1000,
    patience: form.patience === undefined ? undefined : durationOf("executor.patience", form.patience),
  }) as KubernetesOptions
}

function uplinkOf(uplink: NonNullable<EngineForm["uplink"]>): NonNullable<EngineJobs["uplink"]> {
  if (uplink === true) return {}
  if (typeof uplink !== "string") return defined(uplink)
  const [, address = uplink, port] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(uplink) ?? []
  return { address, ...(port !== undefined && { port: Number(port) }) }
}

type Form<T> = Extract<EngineForm, { readonly type: T }>

/** Without what was not said. */
const defined = <T extends object>(fields: T): { [K in keyof T]-?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
