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

/// The memory of a process: every page that it can write to and that is there. An allocator reserves
/// far more addresses than it uses.
#[cfg(target_os = "linux")]
pub fn memory_of(process: u32) -> crate::Result<Vec<u8>> {
    use procfs::process::{MMPermissions, MemoryPageFlags, PageInfo, Process};
    use std::os::unix::fs::FileExt as _;
    let process = Process::new(i32::try_from(process)?)?;
    let (memory, mut pages) = (process.mem()?, process.pagemap()?);
    let size = procfs::page_size();
    let mut all = Vec::new();
    for region in process.maps()? {
        if !region.perms.contains(MMPermissions::READ | MMPermissions::WRITE) {
            continue;
        }
        let page_at = |address: u64| usize::try_from(address / size);
        let (first, end) = (page_at(region.address.0)?, page_at(region.address.1)?);
        // A page can vanish in the meantime, and some cannot be read.
        let Ok(infos) = pages.get_range_info(first..end) else {
            continue;
        };
        for (page, info) in (first..end).zip(infos) {
            let is_there = match info {
                PageInfo::MemoryPage(flags) => flags.contains(MemoryPageFlags::PRESENT),
                PageInfo::SwapPage(_) => true,
            };
            let length = all.len();
            if is_there {
                all.resize(length + usize::try_from(size)?, 0);
                if memory.read_exact_at(&mut all[length..], page as u64 * size).is_err() {
                    all.truncate(length);
                }
            }
        }
    }
    match all.is_empty() {
        true => Err("nothing of its memory can be read".into()),
        false => Ok(all),
    }
}
