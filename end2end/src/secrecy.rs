//! The search that follows every test: no card number that it typed may have come near the site's
//! server.

use memchr::memmem;

/// Every card number that a test types or fills in.
const TYPED: [&str; 21] = [
    "4111111111111111",
    "5555555555554444",
    "378282246310005",
    "6011111111111117",
    "6011000990139424",
    "30569309025904",
    "3530111333300000",
    "4000000000000077",
    "4000000000000002",
    "4000000000009995",
    "4000000000000119",
    "4012888888881881",
    "371449635398431",
    "5105105105105100",
    "4242424242424242",
    "4999999999999996",
    "5200828282828210",
    "376680816376961",
    "6011601160116611",
    "36259600000004",
    "2223003122003222",
];

/// The card number that is in these bytes, if there is one: in one piece, in groups, or without its
/// last two digits.
pub fn card_number_in(bytes: &[u8]) -> Option<String> {
    TYPED.iter().find_map(|number| {
        let almost_whole = &number[..number.len() - 2];
        let grouped = |separator: &str| [&number[..4], &number[4..8]].join(separator);
        let forms =
            [almost_whole.to_owned(), grouped(" "), grouped("-"), grouped("+"), grouped("%20")];
        forms.into_iter().find(|form| memmem::find(bytes, form.as_bytes()).is_some())
    })
}

/// The memory of a process: every region that it can write to.
#[cfg(target_os = "linux")]
pub fn memory_of(process: u32) -> crate::Result<Vec<u8>> {
    use std::{
        fs::{File, read_to_string},
        os::unix::fs::FileExt as _,
    };
    let memory = File::open(format!("/proc/{process}/mem"))?;
    let mut all = Vec::new();
    for region in read_to_string(format!("/proc/{process}/maps"))?.lines() {
        let mut words = region.split_whitespace();
        let (Some(range), Some(rights)) = (words.next(), words.next()) else {
            continue;
        };
        let Some((from, to)) = range.split_once('-') else {
            continue;
        };
        if !rights.starts_with("rw") {
            continue;
        }
        let (from, to) = (u64::from_str_radix(from, 16)?, u64::from_str_radix(to, 16)?);
        let mut part = vec![0; usize::try_from(to - from)?];
        // A region can vanish in the meantime, and some cannot be read. What can be read is read
        // whole.
        if memory.read_exact_at(&mut part, from).is_ok() {
            all.append(&mut part);
        }
    }
    match all.is_empty() {
        true => Err("nothing of its memory can be read".into()),
        false => Ok(all),
    }
}
