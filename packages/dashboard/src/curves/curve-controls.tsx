import { useAddress } from "../selection/address.ts"

/** What the curves show, for all metrics at once; the address remembers it. */
export function CurveControls({ metrics }: { readonly metrics: readonly string[] }) {
  const [address, change] = useAddress()
  return (
    <div className="chart-choices">
      <label>
        lines{" "}
        <select
          value={String(address["show"] ?? "all")}
          onChange={(event) => change({ show: event.target.value === "all" ? undefined : event.target.value }, true)}
        >
          <option value="all">all</option>
          <option value="5">best 5 and running</option>
          <option value="10">best 10 and running</option>
          <option value="25">best 25 and running</option>
          <option value="running">running only</option>
        </select>
      </label>
      {metrics.length > 1 && (
        <label>
          metric{" "}
          <select value={String(address["m"] ?? "")} onChange={(event) => change({ m: event.target.value || undefined }, true)}>
            <option value="">{metrics.length > most ? `the first ${most}` : "each"}</option>
            {metrics.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      )}
      <label>
        <input
          type="checkbox"
          checked={address["y"] === "log"}
          onChange={(event) => change({ y: event.target.checked ? "log" : undefined }, true)}
        />{" "}
        log scale
      </label>
      <label>
        smoothing{" "}
        <select
          value={String(address["smooth"] ?? "0")}
          onChange={(event) => change({ smooth: event.target.value === "0" ? undefined : event.target.value }, true)}
        >
          <option value="0">off</option>
          <option value="0.6">some</option>
          <option value="0.9">strong</option>
        </select>
      </label>
      {address["range"] === "all" && (
        <button type="button" onClick={() => change({ range: undefined }, true)}>
          Hide outliers
        </button>
      )}
    </div>
  )
}

/** So many metrics are shown beside each other. */
export const most = 4
