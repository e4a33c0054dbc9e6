import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs"
import { fileURLToPath } from "node:url"
import sparticuz from "@sparticuz/chromium"
import { chromium } from "playwright-core"

/**
 * Why no browser can be had here; undefined where one can. The Chromium from npm is built for Linux on x64.
 * @type {string | undefined}
 */
export const noBrowser =
  process.env["CHROMIUM_PATH"] === undefined && !(process.platform === "linux" && process.arch === "x64")
    ? "the Chromium from npm runs on Linux x64 only, and CHROMIUM_PATH names no other"
    : undefined

/**
 * Starts Chromium without a window: the one that CHROMIUM_PATH names, else the one from npm. The caller closes it.
 * @returns {Promise<import("playwright-core").Browser>}
 */
export async function openBrowser() {
  const named = process.env["CHROMIUM_PATH"]
  return chromium.launch({ executablePath: named ?? (await unpacked()), args })
}

/** Not those that the package from npm proposes: they switch off what keeps pages apart, and run everything in one process. */
const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--enable-precise-memory-info"]

/**
 * The Chromium from npm, unpacked once per checkout. It unpacks where temporary files go and takes whatever lies there for whole, so
 * each process unpacks into a folder of its own, which gets its name only when it is complete.
 */
async function unpacked() {
  if (existsSync(home)) return `${home}/chromium`
  mkdirSync(cache, { recursive: true })
  const own = mkdtempSync(`${cache}/unpacking-`)
  const before = process.env["TMPDIR"]
  process.env["TMPDIR"] = own
  try {
    await sparticuz.executablePath()
    if (!existsSync(home)) renameSync(own, home)
  } finally {
    if (before === undefined) delete process.env["TMPDIR"]
    else process.env["TMPDIR"] = before
    rmSync(own, { recursive: true, force: true })
  }
  return `${home}/chromium`
}

const cache = fileURLToPath(new URL("../.cache", import.meta.url))
const home = `${cache}/chromium-147.0.0`
