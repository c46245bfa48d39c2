import { whyNotReady } from "#server/not-ready"

export const dynamic = "force-dynamic"

/** 200 when the dashboard is up and its data is open, 503 with the reason when not; for `countersign serve` and probes. */
export async function GET(): Promise<Response> {
	const problem = await whyNotReady()
	if (problem !== undefined) return problem
	return Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } })
}
