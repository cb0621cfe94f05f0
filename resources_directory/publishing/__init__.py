"""The directory as other software asks for it: the API of Open Referral UK 3.0, without the web."""
