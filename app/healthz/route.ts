import { getApp } from "#server/app"

export const dynamic = "force-dynamic"

/** Says that the dashboard is up and its data is open; for `countersign serve` and for probes. */
export async function GET(): Promise<Response> {
	await getApp()
	return Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } })
}
