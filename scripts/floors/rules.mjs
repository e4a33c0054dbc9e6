/**
 * The floor of each room. An import goes to a lower floor or stays in its room; two rooms of one floor do not know each other.
 * @type {Readonly<Record<string, number>>}
 */
export const floors = {
  math: 1,
  core: 2,
  views: 3,
  testkit: 3,
  algorithms: 4,
  stores: 4,
  executors: 4,
  trackers: 4,
  server: 4,
  figures: 5,
  dashboard: 6,
  diapason: 7,
  playground: 8,
}

/**
 * The rules of the house for dependency-cruiser, which reads paths relative to the root. They hold for tests as for sources, and for
 * imports of types as for imports of values.
 * @param {readonly import("../workspace.mjs").Entry[]} entries what the packages offer
 * @returns {import("dependency-cruiser").IForbiddenRuleType[]}
 */
export const rules = (entries) => [
  ...Object.keys(floors).map(upward),
  forbid("above-the-house", "^packages/", "^(bench|clients|docs|examples|scripts|test)/"),
  forbid("test-in-source", "^packages/[^/]+/src/", "^packages/[^/]+/test/"),
  forbid("testkit-in-source", "^packages/(?!testkit/)[^/]+/src/", "^packages/testkit/"),
  forbid("past-the-index", "^packages/([^/]+)/", "^packages/", ["^packages/$1/", ...entries.map(({ source }) => exactly(source))]),
  forbid(
    "past-the-index",
    "^examples/",
    "^packages/",
    entries.map(({ source }) => exactly(source)),
  ),
  forbid("trial-stands-alone", "^packages/diapason/src/trial/", "^packages/", [
    "^packages/diapason/src/trial/",
    "^packages/core/src/(protocol|schedule)/",
  ]),
  forbid("protocol-stands-alone", "^packages/core/src/protocol/", "^packages/", [
    "^packages/core/src/(protocol|errors)/",
    "^packages/core/src/event/(json|config|failure)[.]ts$",
  ]),
  forbid("schedule-stands-alone", "^packages/core/src/schedule/", "^packages/", [
    "^packages/core/src/(schedule|errors)/",
    "^packages/math/src/index[.]ts$",
  ]),
  { name: "cycle", severity: "error", from: {}, to: { circular: true } },
  { name: "not-found", severity: "error", from: {}, to: { couldNotResolve: true } },
  { name: "undeclared", severity: "error", from: {}, to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] } },
  {
    // The page is published as what the bundler made of it, with everything inside.
    name: "undeclared",
    severity: "error",
    from: { path: "^packages/(?!dashboard/)[^/]+/src/" },
    to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["npm", "npm-optional"] },
  },
  {
    name: "only-own-code",
    severity: "error",
    from: { path: "^packages/(math|core)/src/" },
    to: { dependencyTypes: ["npm", "npm-peer", "npm-optional"] },
  },
]

/**
 * What the room may not import: everything on its own floor but itself, and everything above.
 * @param {string} room
 * @returns {import("dependency-cruiser").IForbiddenRuleType}
 */
function upward(room) {
  const floor = floors[room] ?? 0
  const others = Object.keys(floors).filter((other) => other !== room && (floors[other] ?? 0) >= floor)
  return forbid("upward", `^packages/${room}/`, others.length === 0 ? "^$" : `^packages/(${others.join("|")})/`)
}

/**
 * @param {string} name
 * @param {string} from
 * @param {string} to
 * @param {string[]} [but]
 * @returns {import("dependency-cruiser").IForbiddenRuleType}
 */
function forbid(name, from, to, but = []) {
  return { name, severity: "error", from: { path: from }, to: { path: to, ...(but.length > 0 && { pathNot: but }) } }
}

/** @param {string} path */
const exactly = (path) => `^${path.replaceAll(".", "\\.")}$`
