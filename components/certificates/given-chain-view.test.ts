import { describe, expect, it } from "vitest"
import { makeAuthority, makeCertificate } from "#x509/testing/make-certificate"
import { givenChainView } from "./given-chain-view.tsx"
import { inspectGiven } from "./inspect-given.tsx"
import { giveFiles } from "./take-given.tsx"

const at = Date.parse("2030-05-01T00:00:00Z")

async function viewOf(usage: "server" | "client", withRoot: boolean) {
	const root = await makeAuthority({ subject: "CN=Acme Root,O=Acme" })
	const issuer = await makeAuthority({ subject: "CN=Acme Issuing CA,O=Acme", issuer: root })
	const leaf = await makeCertificate({ subject: "CN=billing", issuer, withKeyIds: true })
	const files = giveFiles([], withRoot ? [leaf.pem, root.pem] : [leaf.pem], false)
	const found = await inspectGiven(files, { usage, name: "" }, at)
	return found.chain && givenChainView(found.chain, found.certificates)
}

describe("givenChainView", () => {
	it("says nothing of whether the chain holds while nobody is to be trusted, and still draws the gap", async () => {
		const view = await viewOf("server", false)
		expect(view?.verdict).toBeUndefined()
		expect(view?.nodes.at(-1)).toMatchObject({ role: "missing", title: "Acme Issuing CA" })
	})

	it("sends the missing piece to the side that presents the certificate", async () => {
		const server = (await viewOf("server", true))?.nodes.at(-1)?.belongs
		expect(server).toContain("the file that the server's certificate setting names")
		expect(server).toContain("Clients are not supposed to hold it")
		const client = (await viewOf("client", true))?.nodes.at(-1)?.belongs
		expect(client).toContain("the file that the client's certificate setting names")
		expect(client).toContain("Servers are not supposed to hold it")
	})
})
