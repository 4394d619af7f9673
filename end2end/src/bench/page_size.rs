//! What a browser downloads for a page, compressed alike for every contender: a server's own
//! compression is a setting of the server, and its page's size is not.

use crate::Result;
use playwright_rs::Page;
use std::process::Stdio;
use tokio::{io::AsyncWriteExt as _, process::Command};

/// Compresses standard input with brotli's highest quality, and prints the length.
const COMPRESS: &str = "const chunks = []; \
    process.stdin.on('data', (chunk) => chunks.push(chunk)) \
    .on('end', () => console.log(require('zlib').brotliCompressSync(Buffer.concat(chunks)).length))";

/// The number of requests of a page that is open, and the sum of the compressed answers in bytes.
///
/// # Errors
/// When a file of the page cannot be read again.
pub async fn measure(page: &Page) -> Result<(usize, usize)> {
    let script = "() => [location.href, ...performance.getEntriesByType('resource')\
                  .filter((entry) => !entry.name.startsWith('data:')\
                  && !entry.name.includes('/api/') && entry.name.startsWith(location.origin))\
                  .map((entry) => entry.name)]";
    let mut urls: Vec<String> = page.evaluate::<(), _>(script, None).await?;
    urls.sort();
    urls.dedup();
    let http = reqwest::Client::new();
    let mut bytes = 0;
    for url in &urls {
        // Without Accept-Encoding, the answer is not compressed.
        let answer = http.get(url).send().await?.error_for_status()?;
        bytes += compressed_length(&answer.bytes().await?).await?;
    }
    Ok((urls.len(), bytes))
}

async fn compressed_length(bytes: &[u8]) -> Result<usize> {
    let mut node = Command::new("node")
        .args(["-e", COMPRESS])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut stdin = node.stdin.take().ok_or("no standard input")?;
    stdin.write_all(bytes).await?;
    drop(stdin);
    let output = node.wait_with_output().await?;
    Ok(String::from_utf8(output.stdout)?.trim().parse()?)
}
