"""The pages behind a review link (確認用リンク): a draft as it will be, comments, consent. Nobody keeps a copy of them.

- `opening`: from a token to its link, and what every answer says to browsers and search engines;
- `reading`: the text and the comparison; `files`: their PDFs;
- `commenting`, `consenting`, `unsent`: what a reader sends; `forms`, `reader`: what they typed, and who they are.
"""
