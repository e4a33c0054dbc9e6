/** What `executor:` may say: where trials run, and how the engine that runs them is reached. */
import { z } from "zod"
import { durationForm } from "../cli/config/duration-form.ts"

const words = z.record(z.string(), z.string())
const anything = z.record(z.string(), z.json())

/** What can be said of every engine. */
const common = {
  mount: z
    .union([z.string().min(1), z.literal(false)])
    .optional()
    .describe("Where the nodes see the folder of trials (dir:), or false where they do not; on Slurm the same path by default."),
  uplink: z
    .union([
      z.literal(true),
      z.string().regex(/^(\[[^\]]+\]|[^:\s]+)(:\d{1,5})?$/, "HOST or HOST:PORT was expected"),
      z.strictObject({ host: z.string().optional(), port: z.int().min(1).max(65_535).optional(), address: z.string().optional() }),
    ])
    .optional()
    .describe("Where trials reach this process by HTTP, to hear decisions and new values: true, or how the nodes name this machine."),
  every: durationForm.optional().describe("Time between two looks at the engine; 1s by default."),
}

const slurm = z.strictObject({
  type: z.literal("slurm"),
  ...common,
  partition: z.string().min(1).optional(),
  account: z.string().min(1).optional(),
  qos: z.string().min(1).optional(),
  gpu_type: z.string().min(1).optional().describe("The kind of GPU, such as a100, where the cluster has several."),
  at_once: z.int().min(1).optional().describe("How many jobs of those that are handed in together run at once, at most."),
  setup: z.string().optional().describe("Lines of bash that run before the command, such as `module load cuda`."),
  notice: z
    .strictObject({ signal: z.enum(["SIGUSR1", "SIGUSR2", "SIGTERM", "SIGINT"]), before: durationForm })
    .optional()
    .describe("A signal some time before Slurm ends a job."),
  requeue: z.boolean().optional().describe("Whether Slurm itself runs a lost job again; otherwise Diapason does."),
  sbatch: z.array(z.string()).optional().describe("Further words for sbatch, such as --constraint=a100."),
})

const ray = z.strictObject({
  type: z.literal("ray"),
  ...common,
  address: z.string().min(1).describe("Of Ray's dashboard, where its Jobs API is: http://10.0.0.5:8265."),
  token: z.string().min(1).optional().describe("Where the cluster asks for one: ${RAY_AUTH_TOKEN}."),
  resources: z.record(z.string(), z.number()).optional().describe("Resources of the cluster's own that every job takes."),
  runtime_env: anything.optional().describe("Ray's runtime_env of every job."),
  grows: z.boolean().optional().describe("Whether the cluster adds nodes by itself, so that a job that fits nowhere today waits."),
})

const kubernetes = z.strictObject({
  type: z.literal("kubernetes"),
  ...common,
  image: z.string().min(1).describe("The image that has the training script and what it needs."),
  kubeconfig: z.string().min(1).optional(),
  context: z.string().min(1).optional(),
  namespace: z.string().min(1).optional(),
  service_account: z.string().min(1).optional(),
  node_selector: words.optional(),
  tolerations: z.array(anything).optional(),
  volumes: z.array(anything).optional().describe("Volumes of the pod, as Kubernetes writes them."),
  volume_mounts: z.array(anything).optional().describe("Where the trial sees them."),
  image_pull_policy: z.enum(["Always", "IfNotPresent", "Never"]).optional(),
  gpu_resource: z.string().min(1).optional().describe("The resource that GPUs are counted in; nvidia.com/gpu by default."),
  keep: durationForm.optional().describe("How long a job is kept after its end; a day by default."),
  patience: durationForm.optional().describe("How long a job that cannot start as the cluster is may wait; 10m by default."),
  template: anything.optional().describe("Laid over the job that is made, as a JSON merge patch."),
})

/** An engine with its settings. */
const engineForm = z.discriminatedUnion("type", [slurm, ray, kubernetes])
export type EngineForm = z.infer<typeof engineForm>

export const executorForm = z
  .union([
    z.enum(["local", "warm", "slurm"]),
    z.strictObject({ type: z.literal("local") }),
    z.strictObject({ type: z.literal("warm") }),
    engineForm,
  ])
  .describe("Where trials run: processes of this machine, each its own or warm ones that stay, or jobs of an engine.")
