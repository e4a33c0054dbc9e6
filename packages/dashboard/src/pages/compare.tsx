/** To come. */
export default function Compare() {
  return <p className="lack">This page is not there yet.</p>
}
