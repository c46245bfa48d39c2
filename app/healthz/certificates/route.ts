import { findCertificates } from "#server/certificates"
import { whyNotReady } from "#server/not-ready"

export const dynamic = "force-dynamic"

/**
 * For probes: 200 when no certificate needs renewal, 503 when one does; the list in both cases, the most urgent first.
 * Let in like every other address of the dashboard: with the access token, where one is set.
 */
export async function GET(): Promise<Response> {
	const problem = await whyNotReady()
	if (problem !== undefined) return problem
	const overview = await findCertificates()
	const headers = { "cache-control": "no-store" }
	if (!overview.ok)
		return Response.json({ status: "unknown", text: overview.error.text }, { status: 503, headers })
	const isHealthy = overview.value.needsRenewal === 0
	return Response.json(
		{ status: isHealthy ? "ok" : "renew", ...overview.value },
		{ status: isHealthy ? 200 : 503, headers },
	)
}
