import type { AttemptObservation, FileFacts } from "#probe/observation"
import type { CertificateDescription } from "#x509/description"
import { serverFix } from "../client-fixes.ts"
import { describeSpan } from "../expiry.ts"
import { leafOf } from "../read-attempt.ts"
import { isSameIdentity } from "../rotation-history.ts"
import type { Judgement, Rule, RunFacts } from "../rule.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

/** A file replaced less than this before the attempt may just not have been noticed by the server. Milliseconds. */
const graceMs = 100

export const servedCertificateStale: Rule = {
	id: "served-certificate-stale",
	title: "The server still serves an older certificate than its files hold.",
	severity: "warning",
	blame: "server",
	judge,
	prose: {
		seen: [
			{ stack: "operator", line: "The secret was rotated, and the port still shows the old serial." },
			{ stack: "any client", line: "certificate has expired, although the file on disk is new" },
		],
		means:
			"Infrastructure replaced the files, but the program loaded them once at its start. Permguard's external mode does this: it serves the old SVID until it is restarted or the SVID expires.",
		confirm: "Compare the fingerprint on the wire with the one of the file.",
		prevent:
			"Read the pair again at each handshake (GetCertificate in Go), or restart on rotation; and watch the wire, not the file.",
	},
	fixes: (context) => [
		serverFix("Restart or reload the server now, so that it loads the new files."),
		...serverFixes(context, "reload", "Then let it take up new files by itself."),
	],
	citation: [{ text: "Permguard transport security guide", section: "Mode: external" }],
}

function judge({ run, focus, at }: RunFacts): readonly Judgement[] {
	for (const attempt of focus) {
		const served = leafOf(attempt)
		const file = run.files.find((each) => served !== undefined && isNewer(each, served, attempt))
		if (served === undefined || file?.leaf === undefined) continue
		const age = describeSpan(at - Date.parse(served.notBefore))
		return [
			{
				title: "The server serves an older certificate than the file holds.",
				detail: `${file.path} holds a certificate issued at ${file.leaf.notBefore}; the server still serves the one of ${served.notBefore}, valid until ${served.notAfter}. It does not read the file again.`,
				evidence: [
					{
						text: `Served: serial ${served.serial}, issued ${age} ago.`,
						posture: attempt.posture,
						certificate: 0,
					},
					{ text: `File ${file.path}: serial ${file.leaf.serial}, issued ${file.leaf.notBefore}.` },
				],
				postures: [attempt.posture],
				verdict: `It still serves a certificate issued ${age} ago, although its file was renewed.`,
				advice:
					"Restart the server, or let it reload its certificate; otherwise it fails when the old one expires.",
			},
		]
	}
	return []
}

/** Same identity and issuer, another certificate, issued later, and there long enough to have been noticed. */
function isNewer(file: FileFacts, served: CertificateDescription, attempt: AttemptObservation): boolean {
	const { leaf } = file
	if (leaf === undefined || leaf.sha256 === served.sha256) return false
	const changedAt = file.modifiedAt === undefined ? 0 : Date.parse(file.modifiedAt)
	return (
		isSameIdentity(leaf, served) &&
		Date.parse(leaf.notBefore) > Date.parse(served.notBefore) &&
		Date.parse(attempt.startedAt) - changedAt > graceMs
	)
}
