import { existsSync } from "node:fs"
import { join } from "node:path"
import { systemClock } from "#base/clock"
import { openDialPolicy } from "#endpoints/dial-policy"
import { type CertificateOverview, listCertificates } from "#operations/list-certificates"
import type { CertificateStatus } from "#pki/certificate-status"
import { formatLifetime } from "#pki/lifetime"
import { runCheck } from "#probe/node/run-check"
import { printableLine } from "#report/printable-text"
import { wrapText } from "#report/wrap-text"
import { openStore } from "#store/open-store"
import { exitCodes } from "../exit-code.ts"
import type { CliIo } from "../io.ts"
import { parseOptions } from "../parse-options.ts"
import { dataFolder } from "../stored-endpoints.ts"
import { renderHelp, UsageError, type VerbHelp } from "../usage.ts"

const statusHelp: VerbHelp = {
	usage: "countersign status [--data DIR] [--json]",
	purpose:
		"Says of every certificate that is kept, was issued, or is watched at an endpoint how much of its life is used,\nwhether it needs renewal (an SVID from 50 %, others from 66 %), and what depends on it. Exit 1 when one does.",
	options: [
		["--data DIR", "folder of the workspace (default: COUNTERSIGN_DATA, else ./data)"],
		["--json", "print the same as JSON, as /healthz/certificates answers it"],
	],
	examples: ["countersign status", "countersign status --data /var/lib/countersign --json"],
}

/** `countersign status`. Exit 1 when a certificate needs renewal. Reads only. */
export async function status(words: readonly string[], io: CliIo): Promise<number> {
	const { values, flags, rest } = parseOptions(words, { data: "value", json: "flag" })
	if (flags.has("help")) {
		io.out(renderHelp(statusHelp))
		return exitCodes.healthy
	}
	if (rest.length > 0) throw new UsageError(`status takes no ${rest[0] ?? ""}`, "see --help")
	const overview = await readOverview(dataFolder(values.get("data"), io.env), io)
	io.out(
		flags.has("json") ? `${JSON.stringify(overview, undefined, 2)}\n` : renderOverview(overview, io.width),
	)
	return overview.needsRenewal === 0 ? exitCodes.healthy : exitCodes.findings
}

async function readOverview(folder: string, io: CliIo): Promise<CertificateOverview> {
	const url = io.env.DATABASE_URL
	if (url === undefined && !existsSync(join(folder, "countersign.db")))
		throw new UsageError(`nothing is stored in ${folder}`, "name the folder of the dashboard with --data")
	const opened = await openStore(url === undefined ? { kind: "folder", folder } : { kind: "postgres", url })
	if (!opened.ok) throw new UsageError(opened.error.text, opened.error.hint)
	try {
		const overview = await listCertificates({
			...{ store: opened.value, dataFolder: folder, clock: systemClock, actor: "cli" },
			...{ policy: openDialPolicy, runCheck },
		})
		if (overview.ok) return overview.value
		throw new UsageError(overview.error.text, overview.error.hint)
	} finally {
		await opened.value.close()
	}
}

/** Renders an overview for a terminal: the answer, then one certificate a paragraph. */
function renderOverview({ certificates, needsRenewal, leftOut }: CertificateOverview, width: number): string {
	const lead =
		certificates.length === 0
			? "No certificate is kept, issued or watched here."
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
