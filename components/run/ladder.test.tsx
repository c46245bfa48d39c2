import { cleanup, render, screen, within } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import { afterEach, describe, expect, it, vi } from "vitest"
import { exampleRun, refusedTranscript } from "./example-run.fixture.tsx"
import { Ladder } from "./ladder.tsx"
import { type LadderSource, ladderView } from "./ladder-view.tsx"

afterEach(cleanup)

const attempt = exampleRun.attempts.find((candidate) => candidate.posture === "tls")
const source: LadderSource = {
	transcript: refusedTranscript,
	phases: attempt?.phases ?? [],
	...(attempt?.ending === undefined ? {} : { ending: attempt.ending }),
}

function show(given: LadderSource = source, open?: number, rowsMax?: number) {
	const onOpen = vi.fn()
	const onShowMore = vi.fn()
	render(
		<Ladder
			view={ladderView(given, rowsMax)}
			open={open}
			onOpen={onOpen}
			onShowMore={onShowMore}
			isLive={false}
			emptyReason="Plaintext has no handshake."
		/>,
	)
	return { onOpen, onShowMore }
}

const rows = () => screen.getAllByRole("listitem")

describe("ladderView", () => {
	it("keeps the messages in the order in which they flew", () => {
		expect(ladderView(source).rows.map((row) => row.name)).toEqual(
			refusedTranscript.map((entry) => entry.message),
		)
	})

	it("sees that an alert came after the client believed the handshake done", () => {
		const last = ladderView(source).rows.at(-1)
		expect(last?.alert).toEqual({ isFatal: true, sender: "sent by the server", isLate: true })
		expect(last?.mark).toMatch(/handshake done for the client at 5\.3 ms/)
		expect(last?.gap.isBreak).toBe(true)
	})

	it("takes close_notify for a farewell and not for a refusal", () => {
		const farewell = {
			...source,
			transcript: refusedTranscript.map((entry) =>
				entry.message === "Alert"
					? {
							...entry,
							fields: { kind: "alert", level: "warning", description: "close_notify", code: 0 } as const,
						}
					: entry,
			),
		}
		expect(ladderView(farewell).rows.at(-1)?.alert).toMatchObject({ isFatal: false, isLate: false })
	})

	it("draws no more rows than asked for and counts the rest", () => {
		const view = ladderView(source, 4)
		expect([view.rows.length, view.hidden]).toEqual([4, 6])
	})
})

describe("Ladder", () => {
	it("says of each message who sent it, how big it is and what matters", () => {
		show()
		expect(rows()).toHaveLength(10)
		const certificate = rows()[7]
		expect(certificate?.dataset.from).toBe("client")
		expect(certificate?.textContent).toMatch(/Client sent Certificate8 B.*∅ none sent/)
	})

	it("says who sent an alert and that it came late", () => {
		show()
		expect(rows()[9]?.textContent).toMatch(
			/Server sent Alert.*fatal certificate_required \(116\)sent by the server, after the handshake was done/,
		)
	})

	it("breaks the time line where nothing happened and says for how long", () => {
		show()
		expect(screen.getByText("155 ms of silence")).toBeDefined()
	})

	it("says how the connection ended", () => {
		show()
		expect(
			screen.getByText("The server closed the connection at 161 ms, without close_notify."),
		).toBeDefined()
	})

	it("marks what was encrypted and opened by our key log", () => {
		show()
		const marked = rows().filter((row) => within(row).queryByText(/opened by our key log/) !== null)
		expect(marked).toHaveLength(8)
	})

	it("opens into the bytes", () => {
		show(source, 9)
		expect(screen.getByRole("region", { name: /Bytes of Alert/ }).textContent).toContain("0000")
	})

	it("walks with j and k and opens with Enter", async () => {
		const user = userEvent.setup()
		const { onOpen } = show()
		await user.tab()
		await user.keyboard("jjk{Enter}")
		expect(onOpen).toHaveBeenCalledExactlyOnceWith(1)
	})

	it("says why there is nothing", () => {
		show({ transcript: [], phases: [] })
		expect(screen.getByText("Plaintext has no handshake.")).toBeDefined()
	})

	it("offers the rest of a long ladder with its count", async () => {
		const user = userEvent.setup()
		const { onShowMore } = show(source, undefined, 3)
		expect(screen.getByText("3 of 10 messages are shown.")).toBeDefined()
		await user.click(screen.getByRole("button", { name: "Show more" }))
		expect(onShowMore).toHaveBeenCalledOnce()
	})
})
