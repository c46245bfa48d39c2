import { existsSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { describeCertificate } from "#x509/describe"
import { keyMatchesCertificate } from "#x509/node/key-match"
import { readPrivateKey } from "#x509/node/private-key"
import { parsePemCertificates } from "#x509/pem-certificates"
import { checkSvid, checkSvidIssuer, spiffeIdOf } from "./svid-rules.ts"

const folder = "../shared/suites/spiffe"
const file = `${folder}/expected-go-spiffe.json`

interface SvidCase {
	readonly name: string
	readonly key: string
	readonly certs: string
	readonly id: string | null
	readonly numCerts: number
	readonly errorContains: string | null
}

/** Parses a certificate and key file as go-spiffe's x509svid.Parse does: the ID, or the first thing that is wrong. */
async function parseSvid({ key, certs }: SvidCase): Promise<string> {
	const read = (name: string) => readFileSync(`${folder}/x509svid-testdata/${name}`, "utf8")
	const ders = parsePemCertificates(read(certs))
	if (!ders.ok) return `certificates: ${ders.error.text}`
	const observed = await Promise.all(ders.value.map(describeCertificate))
	const texts: string[] = []
	for (const [index, item] of observed.entries()) {
		if (item.kind === "unreadable") texts.push(item.problem)
		else
			texts.push(
				...(index === 0 ? checkSvid : checkIssuerAt(index))(item.description).map(({ text }) => text),
			)
	}
	const opened = readPrivateKey(read(key))
	if (!opened.ok) texts.push(`key: ${opened.error.text}`)
	const [leaf] = ders.value
	if (opened.ok && leaf !== undefined && !keyMatchesCertificate(opened.value.key, leaf))
		texts.push("key does not match")
	const [first] = observed
	const id = first?.kind === "certificate" ? spiffeIdOf(first.description) : undefined
	return texts[0] ?? id ?? "no SPIFFE ID"
}

function checkIssuerAt(index: number) {
	return (description: Parameters<typeof checkSvidIssuer>[0]) => checkSvidIssuer(description, index)
}

test.skipIf(!existsSync(file))(
	"accepts and refuses the same SVID files as go-spiffe (skipped: ../shared is absent)",
	async () => {
		const { svidParse }: { svidParse: SvidCase[] } = JSON.parse(readFileSync(file, "utf8"))
		const outcomes = await Promise.all(
			svidParse.map(async (item) => [item.name, await parseSvid(item)] as const),
		)
		const wrong = outcomes.filter(([, outcome], index) => {
			const wanted = svidParse[index]
			return wanted?.errorContains === null ? outcome !== wanted.id : outcome.startsWith("spiffe://")
		})
		expect(wrong).toEqual([])
		expect(svidParse.length).toBeGreaterThan(10)
	},
)
