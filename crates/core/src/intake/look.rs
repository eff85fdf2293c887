//! What a file seems to be, by its first bytes.

/// What the bytes look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Not one byte.
    Empty,
    /// UTF-8, or something so near to it that ids can be read.
    Text,
    /// Two bytes a character, as some exports are: to be saved as UTF-8.
    Utf16,
    /// A picture of ids is often what a ticket holds.
    Image,
    /// Also a spreadsheet of its own format: that is an archive of many files.
    Archive,
    /// A page, whose text cannot be told.
    Pdf,
    /// A workbook of before 2007.
    OldSpreadsheet,
    /// Nothing that we know, and no text.
    Other,
}

const SIGNS: [(&[u8], Look); 12] = [
    (&[0xff, 0xfe], Look::Utf16),
    (&[0xfe, 0xff], Look::Utf16),
    (b"\x89PNG", Look::Image),
    (&[0xff, 0xd8, 0xff], Look::Image),
    (b"GIF8", Look::Image),
    (b"RIFF", Look::Image),
    (b"PK\x03\x04", Look::Archive),
    (&[0x1f, 0x8b], Look::Archive),
    (b"7z\xbc\xaf", Look::Archive),
    (b"Rar!", Look::Archive),
    (b"%PDF", Look::Pdf),
    (&[0xd0, 0xcf, 0x11, 0xe0], Look::OldSpreadsheet),
];

/// Looks at the first bytes of a file.
pub fn look(head: &[u8]) -> Look {
    if head.is_empty() {
        return Look::Empty;
    }
    if let Some((_, look)) = SIGNS.iter().find(|(sign, _)| head.starts_with(sign)) {
        return *look;
    }
    let zeros = |remainder: usize| {
        let every_other = head.iter().skip(remainder).step_by(2);
        every_other.filter(|byte| **byte == 0).count()
    };
    // Latin letters in two bytes each: one of the two is zero.
    let (one, other) = (zeros(0).max(zeros(1)), zeros(0).min(zeros(1)));
    if one * 5 > head.len() && one > other * 4 {
        return Look::Utf16;
    }
    let odd = head
        .iter()
        .filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31));
    if head.contains(&0) || odd.count() * 50 > head.len() {
        return Look::Other;
    }
    Look::Text
}

impl Look {
    /// Why it cannot be read, and what to do; nothing for text.
    pub const fn refusal(self) -> Option<&'static str> {
        match self {
            Self::Text => None,
            Self::Empty => Some("The file is empty."),
            Self::Utf16 => Some(
                "This looks like text in UTF-16, as spreadsheets save it as 'Unicode text'. Save it as CSV in UTF-8 and choose it again.",
            ),
            Self::Image => Some("This looks like a picture, not like a list of ids."),
            Self::Archive => Some(
                "This looks like a packed file: an archive, or a workbook such as .xlsx. Save the sheet as CSV, or unpack it, and choose that file.",
            ),
            Self::Pdf => Some("This looks like a PDF. Copy the ids out of it and paste them."),
            Self::OldSpreadsheet => Some(
                "This looks like a workbook in the old .xls format. Save the sheet as CSV and choose that file.",
            ),
            Self::Other => Some("This is no text: no ids can be read from it."),
        }
    }
}
