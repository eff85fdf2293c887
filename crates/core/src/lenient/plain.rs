//! A JSON value from which derived types are read, more narrowly than `serde_json` does: a struct
//! is an object and never a list. The reading of structs from lists would be made for each type,
//! and nobody writes them.

use super::Json;
use serde::de::value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, Error as _, Expected, IntoDeserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Error, Number};
use serde_json_borrow::ObjectAsVec;
use std::borrow::Cow;

/// The value.
pub(super) struct Plain<'de>(pub(super) Json<'de>);

impl Plain<'_> {
    fn refuse(&self, visitor: &dyn Expected) -> Error {
        let found = match &self.0 {
            Json::Null => Unexpected::Unit,
            Json::Bool(flag) => Unexpected::Bool(*flag),
            Json::Number(_) => Unexpected::Other("number"),
            Json::Str(text) => Unexpected::Str(text),
            Json::Array(_) => Unexpected::Seq,
            Json::Object(_) => Unexpected::Map,
        };
        Error::invalid_type(found, visitor)
    }
}

fn entries(
    fields: ObjectAsVec<'_>,
) -> MapDeserializer<'_, impl Iterator<Item = (Plain<'_>, Plain<'_>)>, Error> {
    let fields = fields.into_vec().into_iter();
    MapDeserializer::new(fields.map(|(name, value)| (Plain(Json::Str(name)), Plain(value))))
}

impl<'de> IntoDeserializer<'de, Error> for Plain<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Plain<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Json::Array(_) => self.deserialize_seq(visitor),
            Json::Object(_) => self.deserialize_map(visitor),
            Json::Null => visitor.visit_unit(),
            Json::Bool(flag) => visitor.visit_bool(flag),
            Json::Number(number) => Number::from(number).deserialize_any(visitor),
            Json::Str(Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
            Json::Str(Cow::Owned(text)) => visitor.visit_string(text),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Json::Bool(flag) => visitor.visit_bool(flag),
            _ => Err(self.refuse(&visitor)),
        }
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Json::Number(number) => Number::from(number).deserialize_any(visitor),
            _ => Err(self.refuse(&visitor)),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Json::Str(Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
            Json::Str(Cow::Owned(text)) => visitor.visit_string(text),
            _ => Err(self.refuse(&visitor)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Json::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Json::Array(values) = self.0 else {
            return Err(self.refuse(&visitor));
        };
        let mut values = SeqDeserializer::new(values.into_iter().map(Plain));
        let read = visitor.visit_seq(&mut values)?;
        values.end().map(|()| read)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Json::Object(fields) => visitor.visit_map(entries(fields)),
            _ => Err(self.refuse(&visitor)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    /// A word, or an object of one field that is named by the word.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _words: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.0 {
            Json::Str(word) => visitor.visit_enum(word.into_deserializer()),
            Json::Object(fields) if fields.len() == 1 => {
                visitor.visit_enum(MapAccessDeserializer::new(entries(fields)))
            }
            _ => Err(self.refuse(&visitor)),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _count: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_string(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_string(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u128 f32 f64 char bytes byte_buf unit unit_struct tuple_struct
    }
}

#[cfg(test)]
mod tests {
    use crate::lenient::strict;
    use serde::Deserialize;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Whole {
        part: Part,
        #[serde(default)]
        pair: Option<(u16, String)>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Part {
        Word,
        Named { number: u64 },
        Held(bool),
    }

    fn read(text: &str) -> Option<Whole> {
        strict(text.as_bytes()).ok()
    }

    #[test]
    fn every_shape_of_an_enum_is_read() {
        for (text, part) in [
            (r#""word""#, Part::Word),
            (r#"{"named":{"number":7}}"#, Part::Named { number: 7 }),
            (r#"{"held":true}"#, Part::Held(true)),
        ] {
            let whole = Whole { part, pair: None };
            assert_eq!(
                read(&format!(r#"{{"part":{text},"more":[1]}}"#)),
                Some(whole)
            );
        }
    }

    #[test]
    fn a_pair_has_two_places_or_is_missing() {
        let pair = |text| read(text).map(|whole| whole.pair);
        assert_eq!(
            pair(r#"{"part":"word","pair":[1,"a"]}"#),
            Some(Some((1, "a".to_owned())))
        );
        assert_eq!(pair(r#"{"part":"word","pair":null}"#), Some(None));
        assert_eq!(pair(r#"{"part":"word","pair":[1,"a",2]}"#), None);
        assert_eq!(pair(r#"{"part":"word","pair":[70000,"a"]}"#), None);
    }

    #[test]
    fn what_is_something_else_is_refused() {
        for text in [
            "[]",
            r#"["word",null]"#,
            r#"{"part":"words"}"#,
            r#"{"part":{"word":null,"held":true}}"#,
            r#"{"part":{"named":[7]}}"#,
            r#"{"part":{"held":"true"}}"#,
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
