import { execFileSync } from "node:child_process"
import { createHash } from "node:crypto"
import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Site } from "./control-plane-words.ts"

/** Writes the settings of a node and its two images, unless they are there. */
export function writeNodeFiles(site: Site): void {
  const folder = join(site.folder, "node")
  if (existsSync(folder)) return
  for (const name of ["cni", "img", "rootfs/bin", "rootfs/usr"]) mkdirSync(join(folder, name), { recursive: true })
  copyFileSync("/bin/busybox", join(folder, "rootfs/bin/busybox"))
  const tools = execFileSync("/bin/busybox", ["--list"], { encoding: "utf8" }).trim().split("\n")
  for (const tool of tools) if (tool !== "busybox") symlinkSync("busybox", join(folder, "rootfs/bin", tool))
  // So that programs of this machine run where its /usr is mounted.
  for (const name of ["lib", "lib64"]) symlinkSync(`usr/${name}`, join(folder, "rootfs", name))
  execFileSync("tar", ["-C", join(folder, "rootfs"), "-cf", join(folder, "img/layer.tar"), "."])
  writeImage(folder, "pause", ["/bin/sh", "-c", "trap 'exit 0' TERM INT; while :; do sleep 3600 & wait $!; done"])
  writeImage(folder, "trial", [])
  writeFileSync(join(folder, "cni/10-lo.conflist"), JSON.stringify({ cniVersion: "0.4.0", name: "lo", plugins: [{ type: "loopback" }] }))
  writeFileSync(join(folder, "containerd.toml"), containerdConfig(folder))
  writeFileSync(join(folder, "kubelet.yaml"), JSON.stringify(kubeletConfig(folder, site.kubelet)))
}

/** Starts containerd, gives it the images, and becomes the kubelet. */
export function nodeScript({ bin, folder, kubeconfig }: Site): string {
  const node = join(folder, "node")
  const ctr = `ctr -a ${node}/ctr/sock`
  const words = [`--config=${node}/kubelet.yaml`, `--kubeconfig=${kubeconfig}`, `--root-dir=${node}/kubelet`, `--cert-dir=${node}/pki`]
  return [
    `containerd --config ${node}/containerd.toml >${folder}/log/containerd 2>&1 &`,
    `until ${ctr} version >/dev/null 2>&1; do sleep 0.1; done`,
    `for image in pause trial; do ${ctr} -n k8s.io images import ${node}/img/$image.tar; done`,
    `exec ${bin}/kubelet ${words.join(" ")} --hostname-override=localhost --v=2`,
  ].join("\n")
}

function writeImage(folder: string, name: string, entrypoint: readonly string[]): void {
  const place = join(folder, "img")
  const hash = createHash("sha256")
    .update(readFileSync(join(place, "layer.tar")))
    .digest("hex")
  const config = {
    ...{ architecture: process.arch === "x64" ? "amd64" : process.arch, os: "linux", history: [{}] },
    config: { Env: ["PATH=/bin:/usr/bin"], Entrypoint: entrypoint },
    rootfs: { type: "layers", diff_ids: [`sha256:${hash}`] },
  }
  writeFileSync(join(place, `${name}.json`), JSON.stringify(config))
  const manifest = [{ Config: `${name}.json`, RepoTags: [`diapason.test/${name}:1`], Layers: ["layer.tar"] }]
  writeFileSync(join(place, "manifest.json"), JSON.stringify(manifest))
  execFileSync("tar", ["-C", place, "-cf", join(place, `${name}.tar`), "manifest.json", `${name}.json`, "layer.tar"])
}

/** Without cgroups, which a machine of tests may not let us make. */
const containerdConfig = (folder: string): string => `version = 2
root = "${folder}/ctr/root"
state = "${folder}/ctr/state"
[grpc]
  address = "${folder}/ctr/sock"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "diapason.test/pause:1"
  disable_cgroup = true
  disable_apparmor = true
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "${folder}/cni"
`

const kubeletConfig = (folder: string, port: number): object => ({
  ...{ kind: "KubeletConfiguration", apiVersion: "kubelet.config.k8s.io/v1beta1", address: "127.0.0.1", port },
  ...{ healthzPort: 0, readOnlyPort: 0, authorization: { mode: "AlwaysAllow" } },
  authentication: { anonymous: { enabled: true }, webhook: { enabled: false } },
  ...{ containerRuntimeEndpoint: `unix://${folder}/ctr/sock`, cgroupDriver: "cgroupfs", cgroupsPerQOS: false },
  ...{ enforceNodeAllocatable: [], failSwapOn: false, failCgroupV1: false, localStorageCapacityIsolation: false },
  evictionHard: { "nodefs.available": "0%", "imagefs.available": "0%", "memory.available": "1Mi" },
  ...{ imageGCHighThresholdPercent: 100, podLogsDir: `${folder}/podlogs`, volumePluginDir: `${folder}/volumes` },
  ...{ nodeStatusUpdateFrequency: "2s", nodeLeaseDurationSeconds: 5, syncFrequency: "2s" },
})
