import { type CertificateOverview, listCertificates } from "#operations/list-certificates"
import type { CertificateStatus } from "#pki/certificate-status"
import { formatLifetime } from "#pki/lifetime"
import { printableLine } from "#report/printable-text"
import { wrapText } from "#report/wrap-text"
import { exitCodes } from "../exit-code.ts"
import type { CliIo } from "../io.ts"
import { parseOptions } from "../parse-options.ts"
import { inWorkspace } from "../status/in-workspace.ts"
import { forgetFingerprints, rememberFiles } from "../status/remembered.ts"
import { dataFolder } from "../stored-endpoints.ts"
import { renderHelp, UsageError, type VerbHelp } from "../usage.ts"

const statusHelp: VerbHelp = {
	usage: "countersign status [remember FILE... | forget SHA256...] [--data DIR] [--json]",
	purpose:
		"Says of every certificate that is kept, was issued, is remembered, or is watched at an endpoint how much of its life\nis used, whether it needs renewal (an SVID from 50 %, others from 66 %), and what depends on it. Exit 1 when one does.",
	options: [
		["remember FILE...", "count the certificates of these files from now on; keys in them are not stored"],
		["forget SHA256...", "count them no more; the first 8 digits or more will do"],
		["--data DIR", "folder of the workspace (default: COUNTERSIGN_DATA, else ./data)"],
		["--json", "print the same as JSON, as /healthz/certificates answers it"],
	],
	examples: [
		"countersign status",
		"countersign status --data /var/lib/countersign --json",
		"countersign status remember issued/server.pem ca/ca.pem",
	],
}

/** `countersign status`. Exit 1 when a certificate needs renewal; exit 2, and nothing changed, on bad words. */
export async function status(words: readonly string[], io: CliIo): Promise<number> {
	const { values, flags, rest } = parseOptions(words, { data: "value", json: "flag" })
	if (flags.has("help")) {
		io.out(renderHelp(statusHelp))
		return exitCodes.healthy
	}
	const [action, ...given] = rest
	const folder = dataFolder(values.get("data"), io.env)
	if (action === "remember") return rememberFiles(given, folder, flags.has("json"), io)
	if (action === "forget") return forgetFingerprints(given, folder, flags.has("json"), io)
	if (action !== undefined) throw new UsageError(`status takes no ${action}`, "see --help")
	const overview = await inWorkspace(folder, io, false, listCertificates)
	io.out(
		flags.has("json") ? `${JSON.stringify(overview, undefined, 2)}\n` : renderOverview(overview, io.width),
	)
	return overview.needsRenewal === 0 ? exitCodes.healthy : exitCodes.findings
}

/** Renders an overview for a terminal: the answer, then one certificate a paragraph. */
function renderOverview({ certificates, needsRenewal, leftOut }: CertificateOverview, width: number): string {
	const lead =
		certificates.length === 0
			? "No certificate is kept, issued, remembered or watched here."
			: needsRenewal === 0
				? "No certificate needs renewal."
				: `${needsRenewal} of ${certificates.length + leftOut} need renewal.`
	const more = leftOut === 0 ? [] : ["", `${leftOut} more are not shown.`]
	return [lead, ...certificates.flatMap((each) => ["", ...certificateLines(each, width)]), ...more, ""].join(
		"\n",
	)
}

const roleWords = {
	served: "served by",
	chain: "sent along by",
	client: "shown to",
	ca: "trusted for",
} as const

function certificateLines(certificate: CertificateStatus, width: number): readonly string[] {
	const { spiffeId, subject, names, serial, usedShare, remainingMs, uses, why, issuedValid = 0 } = certificate
	const title = spiffeId ?? (subject === "" ? names.join(", ") : subject)
	const left = remainingMs < 0 ? `ended ${lengthWords(-remainingMs)} ago` : `${lengthWords(remainingMs)} left`
	const depends = [
		...(issuedValid > 0 ? [`${issuedValid} issued`] : []),
		...uses.map(({ role, endpointName }) => `${roleWords[role]} ${endpointName}`),
	]
	const facts = [
		`${left}, ${Math.floor(usedShare * 100)} % used, serial ${serial}`,
		...(certificate.trustDomain === undefined ? [] : [`trust domain ${certificate.trustDomain}`]),
		...(depends.length === 0 ? [] : [depends.join(", ")]),
	]
	return [
		printableLine(`${markOf(certificate)}  ${title}`),
		...[...facts, why].flatMap((text) =>
			wrapText(printableLine(text), width - 4).map((line) => `    ${line}`),
		),
	]
}

function markOf({ needsRenewal, state, replacedBy }: CertificateStatus): string {
	if (needsRenewal) return "RENEW"
	if (state !== "valid") return state
	return replacedBy === undefined ? "valid" : "replaced"
}

/** Whole days from two days on, whole minutes below. */
function lengthWords(ms: number): string {
	const unit = ms >= 2 * 86_400_000 ? 86_400_000 : 60_000
	return formatLifetime(ms < unit ? ms : Math.floor(ms / unit) * unit)
}
