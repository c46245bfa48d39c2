import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { runToEnd } from "./process.ts"

const manifest = `[package]
name = "workload"
version = "0.1.0"
edition = "2021"

[dependencies]
spiffe = { version = "=0.19.0", features = ["x509-source", "jwt-source"] }
tokio = { version = "1", features = ["rt-multi-thread", "macros", "time"] }
`

/**
 * The crate spiffe: an X509Source that follows the rotations for some seconds, asked every 50 ms, and a JWT-SVID. Prints
 * how many SVIDs were seen, how many asks failed, and the IDs, as JSON.
 */
const program = `use std::collections::HashSet;
use std::time::{Duration, Instant};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().collect();
    let source = spiffe::X509Source::builder().endpoint(&args[1]).build().await?;
    let end = Instant::now() + Duration::from_secs(args[2].parse()?);
    let mut seen = HashSet::new();
    let (mut asked, mut failed, mut id) = (0, 0, String::new());
    while Instant::now() < end {
        asked += 1;
        match source.svid() {
            Ok(svid) => {
                id = svid.spiffe_id().to_string();
                seen.insert(svid.leaf().as_bytes().to_vec());
            }
            Err(_) => failed += 1,
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let jwt = spiffe::JwtSource::builder().endpoint(&args[1]).build().await?;
    let token = jwt.fetch_jwt_svid(&["api"]).await?;
    println!(
        r#"{{"asked":{asked},"failed":{failed},"svids":{},"id":"{id}","jwt":"{}"}}"#,
        seen.len(),
        token.spiffe_id()
    );
    Ok(())
}
`

/** Builds the program, crates fetched by cargo. Resolves with its path. */
export async function buildRustSpiffe(folder: string): Promise<string> {
	await mkdir(join(folder, "src"), { recursive: true })
	await writeFile(join(folder, "Cargo.toml"), manifest)
	await writeFile(join(folder, "src", "main.rs"), program)
	await runToEnd("cargo", ["build", "--quiet"], { cwd: folder, limitMs: 400_000 })
	return join(folder, "target", "debug", "workload")
}
