import { startRace, type Race } from "../race/race.ts"
import { functionOf, type Setup } from "../race/setup.ts"
import { hashOf, setupOf } from "./address.ts"
import { pace, readSetup, showSetup } from "./controls.ts"
import { paintGround } from "./ground.ts"
import { followFrame } from "./frame-theme.ts"
import { byId } from "./make.ts"
import { view } from "./view.ts"

/** The program of the racers' threads, put here where the page is built. */
declare const racerProgram: string

const start = byId<HTMLButtonElement>("start")
const step = byId<HTMLButtonElement>("step")
const until = byId<HTMLInputElement>("until")

let race: Race | undefined
let running = false
let stepping: Promise<void> | undefined
let drawn = false

/** A new race by what the form says; nothing runs yet. */
function reset(): void {
  running = false
  race?.close()
  race = undefined
  const setup = readSetup()
  const wrong = typeof setup === "string" ? setup : undefined
  byId("wrong").textContent = wrong ?? ""
  start.disabled = step.disabled = wrong !== undefined
  byId("own").hidden = byId<HTMLSelectElement>("function").value !== "own"
  if (typeof setup !== "string") begin(setup)
  label()
}

function begin(setup: Setup): void {
  history.replaceState(undefined, "", hashOf(setup))
  race = startRace(setup, racerProgram)
  until.max = String(setup.trials)
  until.value = until.max
  byId("about").textContent = functionOf(setup).about
  paintGround(byId<HTMLCanvasElement>("ground"), functionOf(setup))
  show()
}

/** One trial of each sampler; while it is under way nothing else begins. */
async function one(of: Race): Promise<void> {
  stepping ??= of.step().finally(() => (stepping = undefined))
  try {
    await stepping
  } catch (error) {
    if (race !== of) return
    running = false
    byId("wrong").textContent = error instanceof Error ? error.message : String(error)
  }
  show()
}

async function run(of: Race): Promise<void> {
  while (running && race === of && !of.ended) {
    await one(of)
    await new Promise((done) => setTimeout(done, pace()))
  }
  if (race === of) running = false
  label()
}

/** Start, pause, go on, or the same race once more. */
function toggle(): void {
  if (race?.ended === true) reset()
  running = !running
  label()
  if (running && race !== undefined) void run(race)
}

function label(): void {
  const word = running ? "Pause" : race === undefined || race.round === 0 ? "Start" : race.ended ? "Race again" : "Go on"
  start.textContent = word
  document.body.dataset["state"] = running ? "running" : race?.ended === true && race.round > 0 ? "ended" : "still"
}

/** Draws at most once a frame. */
function show(): void {
  if (drawn) return
  drawn = true
  requestAnimationFrame(() => {
    drawn = false
    if (race === undefined) return
    byId("until-said").textContent = until.value === until.max ? "all" : `the first ${until.value}`
    view(race, Number(until.value))
    label()
  })
}

function keys(event: KeyboardEvent): void {
  if (event.target instanceof HTMLElement && /^(INPUT|SELECT|BUTTON|TEXTAREA|SUMMARY)$/.test(event.target.tagName)) return
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === " ") toggle()
  else if (event.key === "s" && race !== undefined) void one(race)
  else if (event.key === "r") reset()
  else return
  event.preventDefault()
}

/** Light, dark, or as the system has it. */
function theme(): void {
  const dark = getComputedStyle(document.documentElement).colorScheme === "dark"
  document.documentElement.dataset["theme"] = dark ? "light" : "dark"
  repaint()
}

function repaint(): void {
  if (race !== undefined) paintGround(byId<HTMLCanvasElement>("ground"), functionOf(race.setup))
  show()
}

showSetup(setupOf(location.hash))
reset()
followFrame(repaint)
byId("setup").addEventListener("submit", (event) => event.preventDefault())
byId("setup").addEventListener("change", (event) => (event.target as Element).id === "pace" || reset())
byId("own-text").addEventListener("input", reset)
start.addEventListener("click", toggle)
step.addEventListener("click", () => race !== undefined && void one(race))
byId("reset").addEventListener("click", reset)
byId("theme").addEventListener("click", theme)
until.addEventListener("input", show)
addEventListener("keydown", keys)
addEventListener("hashchange", () => {
  showSetup(setupOf(location.hash))
  reset()
})
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint)
