//! What Linux says of a process in `/proc`.

use crate::Result;
use std::fs;

#[derive(Debug)]
pub struct Process {
    folder: String,
}

impl Process {
    /// The process with this id.
    pub fn new(id: Option<u32>) -> Result<Self> {
        let id = id.ok_or("the process has ended")?;
        Ok(Self { folder: format!("/proc/{id}") })
    }

    /// The memory that it has in use (its resident set), in bytes.
    pub fn memory(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("{}/status", self.folder))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.trim().strip_suffix(" kB")).ok_or("no VmRSS")?;
        Ok(kib.parse::<u64>()? * 1024)
    }

    /// How many file descriptors are open.
    pub fn descriptors(&self) -> Result<u64> {
        Ok(fs::read_dir(format!("{}/fd", self.folder))?.count() as u64)
    }
}
