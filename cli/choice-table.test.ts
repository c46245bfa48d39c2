import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { labScenarios } from "#lab/scenarios"
import { type RunningLab, startLab } from "#lab/start-lab"
import type { Report } from "#report/report"
import { runCli } from "./run-cli.ts"
import { labWords } from "./testing/lab-words.ts"
import { recordingIo } from "./testing/recording-io.ts"

let directory = ""
let lab: RunningLab | undefined

beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "cs-choice-"))
	lab = await startLab({ directory })
}, 60_000)

afterAll(async () => {
	await lab?.close()
	await rm(directory, { recursive: true, force: true })
})

/** Verdict, what does not fit, versions in which the server asks, and how many authorities it names. */
type Row = readonly [verdict: string, mismatches: readonly string[], versions: string, authorities: number]

const notAsked: Row = ["not-asked", [], "", 0]
/** The server was not heard as far as its CertificateRequest, or not at all. */
const unseen: Row = ["unknown", [], "", 0]
/** Node asks in both versions and names the subjects of its client CAs. */
const asking = (verdict: string, authorities: number, ...mismatches: readonly string[]): Row => [
	verdict,
	mismatches,
	"1.2 1.3",
	authorities,
]
const chosen = asking("chosen", 1)
/** SPIFFE servers of the lab know the bundles of both trust domains. */
const svid = asking("chosen", 2)

/** By scenario, from how its server and its settings are set up; servers that are not named ask for nothing. */
const table: Readonly<Record<string, Row>> = {
	"mtls-tls12": ["chosen", [], "1.2", 1],
	"mtls-tls13": ["chosen", [], "1.3", 1],
	"mtls-optional": chosen,
	"external-rotating": chosen,
	"external-stale": chosen,
	"unix-mtls": chosen,
	"accepts-any-certificate": chosen,
	"accepts-expired-certificate": chosen,
	"accepts-wrong-eku": chosen,
	"ca-name-only": chosen,
	"signature-only": chosen,
	spiffe: svid,
	"spiffe-other-trust-domain": svid,
	"spiffe-not-federated": svid,
	"spiffe-bundle-stale": svid,
	"svid-stale": svid,
	"spiffe-wrong-id": svid,
	"spiffe-wrong-trust-domain": svid,
	"spiffe-dialled-as-tls": svid,
	"spiffe-any-trust-domain": chosen,
	// The settings name a Workload API that gave nothing: what is asked is seen, ours is not at hand.
	"workload-api-unavailable": asking("unknown", 2),
	"workload-no-identity": asking("unknown", 2),
	"client-cert-required": asking("no-certificate", 1),
	"late-client-auth": asking("no-certificate", 1),
	"client-cert-required-tls12": ["no-certificate", [], "1.2", 1],
	"client-cert-untrusted": asking("not-chosen", 1, "issuer"),
	"expired-client-cert": asking("not-chosen", 1, "validity"),
	"client-cert-wrong-eku": asking("not-chosen", 1, "eku"),
	"unreadable-certificate": unseen,
	"huge-chain": unseen,
	"protocol-version": unseen,
	"no-shared-cipher": unseen,
	"http1-only": unseen,
	"http1-proxy": unseen,
	"connection-refused": unseen,
	"dns-failure": unseen,
	"unix-missing": unseen,
	blackhole: unseen,
	"slow-bytes": unseen,
	"reset-mid-handshake": unseen,
	garbage: unseen,
	flood: unseen,
}

/** Scenarios whose settings are refused before anything is dialled. */
const refusedSettings = new Set(["key-mismatch", "partial-config", "bad-pem", "missing-file"])

describe("what every scenario of the lab asks of clients, and whether theirs would be chosen", () => {
	it.each(labScenarios.map(({ id }) => id).filter((id) => !refusedSettings.has(id)))("%s", async (id) => {
		const running = lab?.scenarios.find((each) => each.id === id)
		if (running === undefined) throw new Error(`${id} does not run`)
		const io = recordingIo()
		await runCli(["check", ...(await labWords(id, running.settings, directory)), "--scan"], io)
		const { clientCertificate }: Report = JSON.parse(io.text())
		const { verdict, asked, checks } = clientCertificate
		const wrong = checks.filter((check) => check.verdict === "mismatch").map(({ about }) => about)
		const authorities = asked?.certificateAuthorities.length ?? 0
		expect([verdict, wrong, asked?.versions.join(" ") ?? "", authorities]).toEqual(table[id] ?? notAsked)
	})
})
