import { createRootRoute, createRoute, createRouter, lazyRouteComponent, type AnyRoute } from "@tanstack/react-router"
import { base } from "../live/api.ts"
import { readAddress } from "../selection/address.ts"
import { studyPages } from "./pages.ts"
import { Shell } from "./shell.tsx"
import { StudyFrame } from "./study-frame.tsx"
import { Fallen } from "./fallen.tsx"

const root = createRootRoute({
  component: Shell,
  validateSearch: readAddress,
  notFoundComponent: () => <Fallen error={new Error("There is no such page.")} />,
})

const studies = createRoute({ getParentRoute: () => root, path: "/", component: lazyRouteComponent(() => import("../pages/studies.tsx")) })
const compare = createRoute({
  getParentRoute: () => root,
  path: "/compare",
  component: lazyRouteComponent(() => import("../pages/compare.tsx")),
})
const study = createRoute({ getParentRoute: () => root, path: "/s/$study", component: StudyFrame })
const trial = createRoute({
  getParentRoute: () => study,
  path: "trials/$trial",
  component: lazyRouteComponent(() => import("../pages/trial.tsx")),
})

const below: readonly AnyRoute[] = studyPages.map(({ path, load }) =>
  createRoute({ getParentRoute: () => study, path: path === "" ? "/" : path, component: lazyRouteComponent(load) }),
)

/** The addresses of the page. */
export const router = createRouter({
  routeTree: root.addChildren([studies, compare, study.addChildren([...below, trial])]),
  basepath: base === "" ? "/" : base,
  defaultPreload: "intent",
  defaultErrorComponent: ({ error }) => <Fallen error={error as Error} />,
  // Texts stay readable in an address: `?q=lr<0.01`, not JSON in percent signs.
  parseSearch: (text) =>
    Object.fromEntries([...new URLSearchParams(text)].map(([name, value]) => [name, name === "at" ? Number(value) : value])),
  stringifySearch: (search) => {
    const text = new URLSearchParams(Object.entries(search).map(([name, value]) => [name, String(value)])).toString()
    return text === "" ? "" : `?${text}`
  },
})
