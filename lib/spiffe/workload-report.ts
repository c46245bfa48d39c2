import { describeCertificate } from "#x509/describe"
import type { CertificateDescription } from "#x509/description"
import { type BundleFacts, describeBundle } from "./compare-bundles.ts"
import type { X509Context } from "./x509-context.ts"

/** One identity that the Workload API gave. */
export interface ReportedSvid {
	readonly spiffeId: string
	readonly hint?: string
	readonly serial: string
	readonly notBefore: string
	readonly notAfter: string
	/** 0 at its beginning, 1 at its end; more than 1 when it is over. */
	readonly lifeUsed: number
	readonly certificates: number
}

/** Something that is not as it should be, and what to look at. */
export interface WorkloadProblem {
	readonly severity: "error" | "warning"
	readonly text: string
	readonly hint: string
}

/** Everything that a Workload API gave, judged. JSON-safe; no key. */
export interface WorkloadReport {
	readonly svids: readonly ReportedSvid[]
	readonly bundles: readonly BundleFacts[]
	readonly problems: readonly WorkloadProblem[]
}

/** Agents renew at half of the life; two thirds are past every plan. */
const lateShare = 2 / 3

/** Describes and judges what the Workload API gave, at a moment in milliseconds since 1970. Never throws. */
export async function reportWorkload(context: X509Context, at: number): Promise<WorkloadReport> {
	const problems: WorkloadProblem[] = []
	const svids: ReportedSvid[] = []
	for (const { spiffeId, certificates, hint } of context.svids) {
		const [first] = certificates
		const observed = first === undefined ? undefined : await describeCertificate(first)
		if (observed?.kind !== "certificate") {
			problems.push({
				severity: "error",
				text: `The SVID of ${spiffeId} cannot be read.`,
				hint: "Look at what listens at this address.",
			})
			continue
		}
		const { serial, notBefore, notAfter } = observed.description
		const lifeUsed = shareUsed(observed.description, at)
		const times = { serial, notBefore, notAfter, lifeUsed, certificates: certificates.length }
		svids.push({ spiffeId, ...(hint === undefined ? {} : { hint }), ...times })
		const stale = judgeAge(spiffeId, lifeUsed)
		if (stale !== undefined) problems.push(stale)
	}
	const bundles: BundleFacts[] = []
	for (const [name, authorities] of context.bundles) {
		const facts = await describeBundle({ name, authorities }, at)
		bundles.push(facts)
		for (const text of facts.notes)
			problems.push({
				severity: "warning",
				text: `The bundle of ${name}: ${text}`,
				hint: "Compare it with the authority's own: spire-server bundle show",
			})
	}
	return { svids, bundles, problems }
}

function shareUsed({ notBefore, notAfter }: CertificateDescription, at: number): number {
	const begins = Date.parse(notBefore)
	const life = Date.parse(notAfter) - begins
	return life > 0 ? Math.max(0, (at - begins) / life) : 1
}

function judgeAge(spiffeId: string, lifeUsed: number): WorkloadProblem | undefined {
	if (lifeUsed >= 1)
		return {
			severity: "error",
			text: `The SVID of ${spiffeId} has ended, and the agent still hands it out.`,
			hint: "The agent cannot reach its server: look at its log, and at the clock of this machine.",
		}
	if (lifeUsed < lateShare) return undefined
	return {
		severity: "warning",
		text: `The SVID of ${spiffeId} has used ${Math.floor(lifeUsed * 100)} % of its life; agents renew at half.`,
		hint: "The agent may be cut off from its server: look at its log and its health.",
	}
}

/** How each program has to be given an address that works: they differ in the form. */
export function addressForms(address: string): readonly (readonly [program: string, setting: string])[] {
	const path = /^unix:(?:\/\/)?(\/.*)$/i.exec(address.trim())?.[1]
	if (path === undefined) return [["every SPIFFE library", `SPIFFE_ENDPOINT_SOCKET=${address.trim()}`]]
	return [
		["every SPIFFE library, Permguard's server", `SPIFFE_ENDPOINT_SOCKET=unix://${path}`],
		["Permguard's server, as a flag", `--server-tls-spiffe-socket-path ${path}`],
		["Permguard's command line, which puts unix:// in front", `--spiffe-endpoint ${path}`],
		["SPIRE's command line", `spire-agent api fetch x509 -socketPath ${path}`],
	]
}
